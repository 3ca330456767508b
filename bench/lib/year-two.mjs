import { randomUUID } from 'node:crypto';
import { answerRows } from './answer-rows.mjs';

const VERSION = 'pci-dss-4.0.1';

/** A SAQ D of this year that was started from one of last year, as the app itself would write both. */
export async function seedYearTwo({ owner, organizationId, userId, userName }) {
  const [lastYear, assessmentId, legalEntityId] = [randomUUID(), randomUUID(), randomUUID()];
  await owner.query(
    `INSERT INTO "LegalEntity" ("organizationId","id","name","entityType") VALUES ($1,$2,'Second year GmbH','MERCHANT')`,
    [organizationId, legalEntityId],
  );
  for (const [id, name, year] of [
    [lastYear, 'SAQ D of last year', 2025],
    [assessmentId, 'SAQ D of this year', 2026],
  ])
    await owner.query(
      `INSERT INTO "Assessment" ("organizationId","id","legalEntityId","name","questionnaireId","catalogueVersionId","channels","periodFrom","periodTo","createdById")
       VALUES ($1,$2,$3,$4,'D-Merchant',$5,'{E_COMMERCE}',make_date($6,1,1),make_date($6,12,31),$7)`,
      [organizationId, id, legalEntityId, name, VERSION, year, userId],
    );
  const { rows } = await owner.query(
    'SELECT unnest("requirementKeys") AS key FROM "CatalogueQuestionnaire" WHERE "catalogueVersionId" = $1 AND "questionnaireId" = $2',
    [VERSION, 'D-Merchant'],
  );
  const keys = rows.map(({ key }) => key);
  const changed = pick(keys);
  const kindOf = new Map(Object.entries(changed).flatMap(([kind, some]) => some.map((key) => [key, kind])));
  for (const key of keys) {
    const kind = kindOf.get(key) ?? 'unchanged';
    const fields = JSON.stringify(lastFields(kind));
    for (let row = 0; row < answerRows(key); row += 1) {
      await owner.query(
        `INSERT INTO "Response" ("organizationId","assessmentId","requirementKey","row","catalogueVersionId") VALUES ($1,$2,$3,$4,$5)`,
        [organizationId, assessmentId, key, row, VERSION],
      );
      await owner.query(
        `INSERT INTO "CarriedAnswer" ("organizationId","assessmentId","requirementKey","row","fromAssessmentId","fields","answeredAt","answeredByName","expiredEvidence")
         VALUES ($1,$2,$3,$4,$5,$6,'2025-11-03T10:00:00Z',$7,$8)`,
        [
          organizationId,
          assessmentId,
          key,
          row,
          lastYear,
          fields,
          userName,
          kind === 'evidence that ran out' ? ['Export of last year'] : [],
        ],
      );
    }
    if (kind === 'evidence that ran out') continue;
    const evidenceId = randomUUID();
    await owner.query(
      `INSERT INTO "EvidenceItem" ("organizationId","id","kind","title","note","receivedById","receivedByName") VALUES ($1,$2,'NOTE',$3,'See the wiki',$4,$5)`,
      [organizationId, evidenceId, `Procedure for ${key}`, userId, userName],
    );
    await owner.query(
      `INSERT INTO "EvidenceLink" ("organizationId","id","evidenceId","assessmentId","catalogueVersionId","requirementKey","linkedById") VALUES ($1,gen_random_uuid(),$2,$3,$4,$5,$6)`,
      [organizationId, evidenceId, assessmentId, VERSION, key, userId],
    );
  }
  const numbers = (some) => some.map((key) => key.split(':')[1]);
  return {
    assessmentId,
    changed: Object.fromEntries(Object.entries(changed).map(([kind, some]) => [kind, numbers(some)])),
  };
}

/** Twenty of them, spread over the standard; requirements of one answer. */
function pick(keys) {
  const single = keys.filter((key) => answerRows(key) === 1);
  const spread = Array.from(
    { length: 20 },
    (_, index) => single[Math.floor((index * single.length) / 20) + 3],
  );
  return {
    'evidence that ran out': spread.slice(0, 8),
    'met now': spread.slice(8, 12),
    'no longer met': spread.slice(12, 16),
    'compensating controls': spread.slice(16),
  };
}

const worksheet =
  'The old payroll host cannot run it. A filter in front of it lets through what the two clerks need, its log is read daily, and the host is replaced in spring.';

function lastFields(kind) {
  if (kind === 'met now')
    return {
      finding: 'NOT_IN_PLACE',
      planAction: 'Roll it out in spring',
      planTargetOn: '2026-03-31',
      planOwner: 'Sam Okafor',
    };
  if (kind === 'compensating controls')
    return {
      finding: 'IN_PLACE_WITH_CCW',
      ccwConstraints: worksheet,
      ccwDefinition: worksheet,
      ccwObjective: worksheet,
      ccwIdentifiedRisk: worksheet,
      ccwValidation: worksheet,
      ccwMaintenance: worksheet,
    };
  return { finding: 'IN_PLACE', resultNote: 'Seen with the hosting team, settings and tickets compared.' };
}
