import { randomUUID } from 'node:crypto';
import { type TestOrganization, unsafeRows } from '@/lib/platform/testing';

/** One row as the owner of the tables. For tests only. */
export const insert = (table: string, row: Record<string, unknown>) => {
  const names = Object.keys(row);
  return unsafeRows(
    `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join()}) VALUES (${names.map((_, index) => `$${index + 1}`).join()})`,
    Object.values(row),
  );
};

/** An integration with a legal entity, a provider and an activity of its own, covered by these assessments. */
export async function makeIntegration(
  shop: TestOrganization,
  name: string,
  assessmentIds: string[],
): Promise<string> {
  const { organizationId } = shop;
  const [legalEntityId, id, serviceProviderId, activityId] = Array.from({ length: 4 }, () => randomUUID());
  await insert('LegalEntity', {
    organizationId,
    id: legalEntityId,
    entityType: 'MERCHANT',
    name: `${name} Ltd`,
  });
  await insert('Integration', {
    organizationId,
    id,
    legalEntityId,
    name,
    method: 'HOSTED_REDIRECT',
    channels: ['E_COMMERCE'],
    sites: [],
    endpoints: [],
  });
  await insert('ServiceProvider', {
    organizationId,
    id: serviceProviderId,
    name: `${name} gateway`,
    kind: 'GATEWAY',
  });
  await insert('IntegrationProvider', { organizationId, integrationId: id, serviceProviderId });
  await insert('Activity', {
    organizationId,
    id: activityId,
    integrationId: id,
    title: `${name} scan`,
    requirementNumbers: ['11.3.2'],
    timeframe: 'every_three_months',
  });
  for (const assessmentId of assessmentIds) {
    await insert('AssessmentIntegration', { organizationId, assessmentId, integrationId: id });
  }
  return id as string;
}

/** A note of the organization’s first member that is used for a requirement. */
export async function addEvidence(
  shop: TestOrganization,
  assessmentId: string,
  requirementNumber: string,
): Promise<string> {
  const { organizationId, userId } = shop;
  const id = randomUUID();
  await insert('EvidenceItem', {
    organizationId,
    id,
    kind: 'NOTE',
    title: `Proof of ${requirementNumber}`,
    note: 'Seen',
    receivedById: userId,
    receivedByName: 'Ada',
  });
  await insert('EvidenceLink', {
    organizationId,
    id: randomUUID(),
    evidenceId: id,
    assessmentId,
    catalogueVersionId: 'pci-dss-4.0.1',
    requirementKey: `pci-dss:${requirementNumber}`,
    linkedById: userId,
  });
  return id;
}

/** Tables that need-to-know narrows; every other table with an organization holds nothing of an integration's state. */
export const narrowedTables = [
  'AcceptedRisk',
  'AcquirerSubmission',
  'Acquirer',
  'Activity',
  'ActivityOccurrence',
  'ActivityOccurrenceEvidence',
  'Assessment',
  'Attestation',
  'CarriedAnswer',
  'AuditEvent',
  'BulkChange',
  'Comment',
  'CommentMention',
  'EvidenceFile',
  'EvidenceItem',
  'EvidenceLink',
  'IdempotentRequest',
  'EvidenceReminder',
  'EvidenceReview',
  'EvidenceRequest',
  'Integration',
  'IntegrationProvider',
  'LegalEntity',
  'MachineResult',
  'MerchantId',
  'Presence',
  'QuestionnaireDecision',
  'RequirementReview',
  'RequirementTag',
  'ResponsibilityAssignment',
  'Response',
  ...['', 'Link', 'Review', 'Revision'].map((part) => `RiskAnalysis${part}`),
  'ServiceProvider',
  'SharedAnswer',
  'SigningLink',
  'TableView',
  'TestRecord',
].sort();
/** And why the others are not: who is a member and how they sign in, ids that tell nothing alone, heads of chains. */
export const openTables = [
  'ProvisionedGroup',
  'ProvisionedGroupMember',
  'ProvisionedMember',
  'Provisioning',
  'ProvisioningToken',
  'ApiKey',
  'ServiceAccount',
  'AuditCheckpoint',
  'EventWebhook',
  'ForwardCursor',
  'Assignment',
  'AssessmentAcquirer',
  'AssessmentIntegration',
  'AssessmentMerchantId',
  'AuditHead',
  'Invitation',
  'Membership',
  'MembershipIntegration',
  'Session',
  'SetAsideRequirement',
  'SignOnDomain',
  'SignOnIdentity',
  'SignOnProvider',
].sort();
