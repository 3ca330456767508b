import { randomUUID } from 'node:crypto';
import { startAssessment } from './assessments';
import { type Organization, rows } from './people';

export type Records = Awaited<ReturnType<typeof seedRecords>>;

/** One record of each kind, all named with the same word, so that it can be looked for in what others get to see. */
export async function seedRecords(organization: Organization, word: string) {
  const { organizationId, person } = organization;
  const [acquirerId, providerId, integrationId, activityId, evidenceId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  const { assessmentId, legalEntityId } = await startAssessment(organization, 'A', `${word} assessment`);
  await rows('UPDATE "LegalEntity" SET "name" = $2 WHERE "id" = $1', [legalEntityId, `${word} GmbH`]);
  await rows('INSERT INTO "Acquirer" ("organizationId", "id", "name") VALUES ($1, $2, $3)', [
    organizationId,
    acquirerId,
    `${word} bank`,
  ]);
  await rows(
    `INSERT INTO "ServiceProvider" ("organizationId", "id", "name", "kind") VALUES ($1, $2, $3, 'GATEWAY')`,
    [organizationId, providerId, `${word} gateway`],
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
    `INSERT INTO "Activity" ("organizationId", "id", "title", "requirementNumbers", "timeframe", "cadenceEvery", "cadenceUnit")
     VALUES ($1, $2, $3, '{11.3.2}', 'every_three_months', 3, 'month')`,
    [organizationId, activityId, `${word} scan`],
  );
  await rows(
    `INSERT INTO "ActivityOccurrence" ("organizationId", "id", "activityId", "opensOn", "dueOn")
     VALUES ($1, gen_random_uuid(), $2, current_date, current_date + 30)`,
    [organizationId, activityId],
  );
  await rows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "note", "receivedById", "receivedByName")
     VALUES ($1, $2, 'NOTE', $3, 'Seen', $4, $5)`,
    [organizationId, evidenceId, `${word} note`, person.userId, person.name],
  );
  return { word, assessmentId, legalEntityId, acquirerId, providerId, integrationId, activityId, evidenceId };
}
