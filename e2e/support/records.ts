import { randomUUID } from 'node:crypto';
import { startAssessment } from './assessments';
import { type Organization, rows } from './people';
import { storeSealed } from './sealed-file';

/** Ids of the same kinds that nothing has. */
export function idsOfNothing<T extends Readonly<Record<string, string>>>(ids: T): T {
  return Object.fromEntries(
    Object.entries(ids).map(([name, id]) => [name, /^[\da-f]{8}-/.test(id) ? randomUUID() : id]),
  ) as T;
}

/** What the assistant concluded, as it is kept: questionnaire A for one integration. */
function conclusionOf(integrationId: string, word: string): string {
  const lists = ['why', 'alternatives', 'criteria', 'smaller', 'refusals', 'conditional', 'acquirerDecides'];
  const empty = [...lists, 'doubts', 'contradictions', 'register', 'siblingIds'].map((name) => [name, []]);
  return JSON.stringify({
    ...Object.fromEntries(empty),
    format: 1,
    resultId: 'A',
    outcome: 'QUESTIONNAIRE',
    questionnaireId: 'A',
    byRules: 'A',
    covers: [{ integrationId, name: `${word} checkout`, channels: ['E_COMMERCE'], isAdded: false }],
    override: null,
    decidedByName: 'Priya Raman',
  });
}

export type Records = Awaited<ReturnType<typeof seedRecords>>;

/**
 * One record of each kind, all named with the same word, so that it can be looked for in what others get to see. `isTheirs`:
 * assigned to the organization's person, where that decides who sees it.
 */
export async function seedRecords(organization: Organization, word: string, isTheirs = true) {
  const { organizationId, person } = organization;
  const ids = {
    acquirerId: randomUUID(),
    serviceProviderId: randomUUID(),
    integrationId: randomUUID(),
    activityId: randomUUID(),
    occurrenceId: randomUUID(),
    evidenceId: randomUUID(),
    fileEvidenceId: randomUUID(),
    fileId: randomUUID(),
    riskAnalysisId: randomUUID(),
    decisionId: randomUUID(),
    requestId: randomUUID(),
  };
  const { acquirerId, serviceProviderId, integrationId, activityId, evidenceId, fileEvidenceId } = ids;
  const { occurrenceId, fileId, riskAnalysisId, decisionId } = ids;
  const { assessmentId, legalEntityId } = await startAssessment(organization, 'A', `${word} assessment`);
  await rows('UPDATE "LegalEntity" SET "name" = $2 WHERE "id" = $1', [legalEntityId, `${word} GmbH`]);
  await rows('INSERT INTO "Acquirer" ("organizationId", "id", "name") VALUES ($1, $2, $3)', [
    organizationId,
    acquirerId,
    `${word} bank`,
  ]);
  await rows(
    `INSERT INTO "ServiceProvider" ("organizationId", "id", "name", "kind") VALUES ($1, $2, $3, 'GATEWAY')`,
    [organizationId, serviceProviderId, `${word} gateway`],
  );
  await rows(
    `INSERT INTO "Integration" ("organizationId", "id", "legalEntityId", "name", "method", "channels", "sites", "endpoints")
     VALUES ($1, $2, $3, $4, 'HOSTED_REDIRECT', '{E_COMMERCE}', '{}', '{}')`,
    [organizationId, integrationId, legalEntityId, `${word} checkout`],
  );
  await rows(
    `INSERT INTO "AssessmentIntegration" ("organizationId", "assessmentId", "integrationId") VALUES ($1, $2, $3)`,
    [organizationId, assessmentId, integrationId],
  );
  await rows(
    `INSERT INTO "IntegrationProvider" ("organizationId", "integrationId", "serviceProviderId") VALUES ($1, $2, $3)`,
    [organizationId, integrationId, serviceProviderId],
  );
  await rows(
    `INSERT INTO "AssessmentAcquirer" ("organizationId", "assessmentId", "acquirerId") VALUES ($1, $2, $3)`,
    [organizationId, assessmentId, acquirerId],
  );
  if (isTheirs) {
    await rows(
      `INSERT INTO "EvidenceRequest" ("organizationId", "id", "assessmentId", "assessmentName", "catalogueVersionId", "requirementKeys", "title", "recipientName", "email", "tokenHash", "createdById", "createdByName", "expiresAt")
       VALUES ($1, $2::uuid, $3, $4, 'pci-dss-4.0.1', '{pci-dss:2.2.2}', $5, 'Jo Hall', 'jo@example.test', $2::uuid::text, $6, $7, now() + interval '7 days')`,
      [
        organizationId,
        ids.requestId,
        assessmentId,
        `${word} assessment`,
        `${word} request`,
        person.userId,
        person.name,
      ],
    );
    await rows(
      `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
       VALUES ($1, gen_random_uuid(), $2, 'pci-dss:2.2.2', $3, $3)`,
      [organizationId, assessmentId, person.userId],
    );
  }
  await rows(
    `INSERT INTO "Activity" ("organizationId", "id", "title", "requirementNumbers", "timeframe", "cadenceEvery", "cadenceUnit", "ownerId", "integrationId")
     VALUES ($1, $2, $3, '{11.3.2}', 'every_three_months', 3, 'month', $4, $5)`,
    [
      organizationId,
      activityId,
      `${word} scan`,
      isTheirs ? person.userId : null,
      isTheirs ? null : integrationId,
    ],
  );
  await rows(
    `INSERT INTO "ActivityOccurrence" ("organizationId", "id", "activityId", "opensOn", "dueOn")
     VALUES ($1, $3, $2, current_date, current_date + 30)`,
    [organizationId, activityId, occurrenceId],
  );
  await rows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "note", "receivedById", "receivedByName")
     VALUES ($1, $2, 'NOTE', $3, 'Seen', $4, $5)`,
    [organizationId, evidenceId, `${word} note`, isTheirs ? person.userId : randomUUID(), person.name],
  );
  await rows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "receivedById", "receivedByName") VALUES ($1, $2, 'FILE', $3, $4, $5)`,
    [organizationId, fileEvidenceId, `${word} policy`, isTheirs ? person.userId : randomUUID(), person.name],
  );
  await rows(
    `INSERT INTO "RiskAnalysis" ("organizationId", "id", "title", "requirementNumbers") VALUES ($1, $2, $3, '{11.6.1}')`,
    [organizationId, riskAnalysisId, `${word} analysis`],
  );
  await rows(
    `INSERT INTO "RiskAnalysisLink" ("organizationId", "assessmentId", "requirementKey", "basis", "analysisId", "changedByName")
     VALUES ($1, $2, 'pci-dss:2.2.2', 'RISK_ANALYSIS', $3, 'Priya Raman')`,
    [organizationId, assessmentId, riskAnalysisId],
  );
  const { storageKey, sha256, keyId, wrappedKey } = storeSealed(organizationId, fileId, 'x');
  const sealed = [storageKey, sha256, keyId, wrappedKey];
  await rows(
    `INSERT INTO "EvidenceFile" ("organizationId", "id", "evidenceId", "storageKey", "fileName", "sizeBytes", "mediaType", "sha256", "keyId", "wrappedKey", "state", "heldFor", "cardScan")
     VALUES ($1, $2, $3, $5, $4, 1, 'text/plain', $6, $7, $8, 'AVAILABLE', '', 'OWN')`,
    [organizationId, fileId, fileEvidenceId, `${word} policy.txt`, ...sealed],
  );
  await rows(
    `INSERT INTO "QuestionnaireDecision" ("organizationId", "id", "legalEntityId", "catalogueVersionId", "integrationIds", "channels", "answers", "conclusion", "questionnaireId", "decidedById")
     VALUES ($1, $2, $3, 'pci-dss-4.0.1', $4, '{E_COMMERCE}', '[]', $5, 'A', $6)`,
    [
      organizationId,
      decisionId,
      legalEntityId,
      [integrationId],
      conclusionOf(integrationId, word),
      person.userId,
    ],
  );
  return { word, assessmentId, legalEntityId, ...ids };
}
