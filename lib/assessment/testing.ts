import { v7 as uuid } from 'uuid';
import { addIntegration } from '@/lib/integration/commands/add-integration';
import { addIntegrationInput } from '@/lib/integration/schema';
import { addAcquirer } from '@/lib/legal-entity/commands/acquirer';
import { addLegalEntity } from '@/lib/legal-entity/commands/legal-entity';
import { addMerchantId } from '@/lib/legal-entity/commands/merchant-id';
import { merchantIdInput } from '@/lib/legal-entity/schema';
import { acquirerFacts, legalEntityFacts } from '@/lib/legal-entity/testing';
import { parseInput } from '@/lib/platform/parse';
import { type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordDecision } from '@/lib/questionnaire/commands';
import { getPickerContext } from '@/lib/questionnaire/queries';
import { answerAll } from '@/lib/questionnaire/rules/testing';
import { recordDecisionInput, runAddress } from '@/lib/questionnaire/schema';
import { createAssessmentInput } from './schema';

/** A legal entity with one integration, an acquirer with a merchant id, and the decision on the questionnaire. */
export async function decided(organization: TestOrganization, method = 'HOSTED_REDIRECT') {
  const register = organization.grant('legal-entity:manage');
  const { legalEntityId } = await addLegalEntity(register, legalEntityFacts());
  const { acquirerId } = await addAcquirer(register, acquirerFacts());
  const number = parseInput(merchantIdInput, { acquirerId, number: '4711' });
  const { merchantIdId } = await addMerchantId(register, legalEntityId, number);
  const facts = { name: 'Webshop', method, channels: ['E_COMMERCE'], legalEntityId };
  const { integrationId } = await addIntegration(
    organization.grant('integration:manage'),
    parseInput(addIntegrationInput, facts),
  );
  const decisionId = await decide(organization, legalEntityId, integrationId);
  return { legalEntityId, acquirerId, merchantIdId, integrationId, decisionId };
}

/** Runs the picker for one integration, with the given answers where they are not in good order. */
export async function decide(
  organization: TestOrganization,
  legalEntityId: string,
  integrationId: string,
  said: Record<string, string> = {},
): Promise<string> {
  const grant = organization.grant('assessment:manage');
  const context = await getPickerContext(grant, legalEntityId, [integrationId]);
  const answers = answerAll(context, said);
  const run = runAddress({ legalEntityId, integrationIds: [integrationId], answers }).toString();
  const { decisions } = await recordDecision(grant, parseInput(recordDecisionInput, { run }));
  return decisions[0]?.decisionId ?? '';
}

export function assessmentFacts(decisionId: string, facts: object = {}) {
  return parseInput(createAssessmentInput, {
    decisionId,
    name: 'Webshop 2026',
    periodFrom: '2026-01-01',
    periodTo: '2026-12-31',
    dueOn: '2027-01-31',
    ...facts,
  });
}

/** Sets the state that signing leads to, without the signing. */
export async function unsafeSign(organization: TestOrganization, assessmentId: string): Promise<void> {
  await unsafeRows(
    `UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "organizationId" = $1 AND "id" = $2`,
    [organization.organizationId, assessmentId],
  );
}

/** Answers one row by hand, and uses a note as evidence for its requirement. */
export async function unsafeAnswer(
  organization: TestOrganization,
  assessmentId: string,
  requirementNumber: string,
  finding: string,
): Promise<void> {
  const { organizationId, userId } = organization;
  const key = `pci-dss:${requirementNumber}`;
  await unsafeRows(
    `UPDATE "Response" SET "finding" = $4, "resultNote" = 'seen', "planAction" = 'fix it', "version" = 3,
       "updatedAt" = now(), "updatedById" = $5, "updatedByName" = 'Ada Lovelace'
     WHERE "organizationId" = $1 AND "assessmentId" = $2 AND "requirementKey" = $3`,
    [organizationId, assessmentId, key, finding, userId],
  );
  const evidenceId = uuid();
  await unsafeRows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "receivedById", "receivedByName")
     VALUES ($1, $2, 'NOTE', 'A note', $3, 'Ada Lovelace')`,
    [organizationId, evidenceId, userId],
  );
  await unsafeRows(
    `INSERT INTO "EvidenceLink" ("organizationId", "id", "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById")
     VALUES ($1, $2, $3, $4, 'pci-dss-4.0.1', $5, $6)`,
    [organizationId, uuid(), evidenceId, assessmentId, key, userId],
  );
}

/** A test of a requirement. For tests only. */
export async function unsafeTest(
  { organizationId, userId }: TestOrganization,
  assessmentId: string,
  requirementNumber: string,
  result: 'PARTLY' | 'MET' = 'PARTLY',
): Promise<void> {
  await unsafeRows(
    `INSERT INTO "TestRecord" ("organizationId", "id", "assessmentId", "catalogueVersionId", "requirementKey", "row", "methods", "examined",
       "asked", "askedOf", "performedById", "performedByName", "performedOn", "population", "sample", "result", "note", "version",
       "createdById", "createdByName")
     VALUES ($1, $2, $3, 'pci-dss-4.0.1', $4, 0, '{EXAMINED,INTERVIEWED}', 'Rules', 'Why?', 'Owner', $5, 'Ada Lovelace', '2026-03-01',
       '42', '5', $6, 'Later', 7, $5, 'Ada Lovelace')`,
    [organizationId, uuid(), assessmentId, `pci-dss:${requirementNumber}`, userId, result],
  );
}
