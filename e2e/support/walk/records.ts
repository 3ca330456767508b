import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import type { Organization } from '../people';
import { seedRecords } from '../records';
import { adder } from './add';
import { seedAdministration } from './administration';
import { seedJointWork } from './joint-work';
import { seedSignedWork } from './signed-work';

const noHash = '0'.repeat(64);

/** The ids of everything that an action or a route can be asked about, by the name of the parameter. */
export type Ids = Omit<Awaited<ReturnType<typeof seedAll>>, 'word'>;

/**
 * Of every kind that an action or a route takes the id of, a real record; of those that come in lists two. Every name holds
 * the word.
 */
export async function seedAll(organization: Organization, word: string) {
  const { organizationId, person } = organization;
  const records = await seedRecords(organization, word);
  const colleague = await organization.addMember('CONTROL_OWNER', `${word} Owner`);
  const add = adder(organizationId);
  const { assessmentId, acquirerId, legalEntityId, evidenceId, fileEvidenceId, riskAnalysisId } = records;

  const requirementKey = 'pci-dss:2.2.2';
  const catalogueVersionId = 'pci-dss-4.0.1';
  const by = { createdById: person.userId, createdByName: person.name };
  const soon = new Date(Date.now() + 86_400_000);
  const secret = () => `${randomUUID()}${randomUUID()}`;

  const secondAcquirerId = await add('Acquirer', { name: `${word} savings bank` });
  const secondProviderId = await add('ServiceProvider', { name: `${word} host`, kind: 'HOSTING' });
  const secondIntegrationId = await add('Integration', {
    legalEntityId,
    name: `${word} phone orders`,
    method: 'HOSTED_REDIRECT',
    channels: ['E_COMMERCE'],
    sites: [],
    endpoints: [],
  });
  // Nothing uses these, so that they can go to the archive.
  const spareAcquirerId = await add('Acquirer', { name: `${word} old bank` });
  const spareProviderId = await add('ServiceProvider', { name: `${word} old host`, kind: 'HOSTING' });
  const spareLegalEntityId = await add('LegalEntity', { name: `${word} old GmbH`, entityType: 'MERCHANT' });
  const spareMerchantIdId = await add('MerchantId', { legalEntityId, acquirerId, number: `${word} 3` });
  const merchantIdId = await add('MerchantId', { legalEntityId, acquirerId, number: `${word} 1` });
  const secondMerchantIdId = await add('MerchantId', { legalEntityId, acquirerId, number: `${word} 2` });
  const secondEvidenceId = await add('EvidenceItem', {
    kind: 'NOTE',
    title: `${word} second note`,
    note: 'Seen',
    receivedById: person.userId,
    receivedByName: person.name,
  });
  const reviewedEvidenceId = await add('EvidenceItem', {
    kind: 'NOTE',
    title: `${word} note to review`,
    note: 'Seen',
    receivedById: person.userId,
    receivedByName: person.name,
  });
  const linked = { assessmentId, catalogueVersionId, requirementKey, linkedById: person.userId };
  // Whoever is mentioned on a requirement has to see it.
  const assigned = { assessmentId, requirementKey, assignedById: person.userId };
  await add('Assignment', { ...assigned, userId: colleague.userId });
  await add('EvidenceLink', { ...linked, evidenceId: fileEvidenceId });
  const commentId = await add('Comment', {
    assessmentId,
    requirementKey,
    authorId: person.userId,
    text: `${word} comment`,
    mentionedIds: [],
  });
  const testId = await add('TestRecord', {
    assessmentId,
    catalogueVersionId,
    requirementKey,
    methods: ['EXAMINED'],
    examined: `${word} files`,
    performedById: person.userId,
    performedByName: person.name,
    performedOn: '2026-06-01',
    result: 'MET',
    ...by,
  });
  await add('SigningLink', {
    assessmentId,
    tokenHash: secret(),
    codeHash: secret(),
    signerName: `${word} Officer`,
    email: 'officer@example.test',
    createdByRole: 'ADMINISTRATOR',
    expiresAt: soon,
    ...by,
  });
  const request = {
    assessmentId,
    assessmentName: `${word} assessment`,
    catalogueVersionId,
    requirementKeys: [requirementKey],
    title: `${word} request`,
    recipientName: `${word} Recipient`,
    expiresAt: soon,
    ...by,
  };
  const outside = () => add('EvidenceRequest', { ...request, email: 'jo@example.test', tokenHash: secret() });
  const [remindedRequestId, againRequestId] = [await outside(), await outside()];
  const ofPerson = { ...request, memberId: person.userId };
  const askedRequestId = await add('EvidenceRequest', ofPerson);
  const completeAnalysisId = await add('RiskAnalysis', {
    title: `${word} complete analysis`,
    requirementNumbers: ['11.6.1'],
    assets: 'The payment page',
    threats: 'Skimming',
    likelihood: 'It is public',
    impact: 'Stolen cards',
    cadenceEvery: 1,
    cadenceUnit: 'month',
    justification: 'Changes are rare',
    madeByName: person.name,
    madeOn: '2026-05-01',
  });
  const secondAnalysisId = await add('RiskAnalysis', {
    title: `${word} second analysis`,
    requirementNumbers: ['11.6.1'],
  });
  const done = { completedOn: '2026-06-01', completedById: person.userId, completedByName: person.name };
  const event = await add('Activity', {
    title: `${word} event`,
    requirementNumbers: ['12.10.1'],
    timeframe: 'on_event',
  });
  const doneOccurrenceId = await add('ActivityOccurrence', {
    activityId: event,
    opensOn: '2026-06-01',
    dueOn: '2026-06-01',
    ...done,
  });
  const review = await add('Activity', {
    title: `${word} access review`,
    catalogueActivityId: 'inplace-access-review',
    requirementNumbers: [],
    timeframe: 'every_six_months',
    cadenceEvery: 6,
    cadenceUnit: 'month',
  });
  const reviewOccurrenceId = await add('ActivityOccurrence', {
    activityId: review,
    opensOn: '2026-06-01',
    dueOn: soon,
  });
  const blocked = (hash: string) => ({
    evidenceId: fileEvidenceId,
    storageKey: `${organizationId}/${randomUUID()}`,
    fileName: `${word} numbers.txt`,
    sizeBytes: 1,
    mediaType: 'text/plain',
    sha256: hash.repeat(32),
    heldFor: 'CARD_NUMBER',
    cardScan: 'FOUND',
    // Without a key it would be one from before encryption, and looked for.
    keyId: 'none',
    wrappedKey: 'none',
  });
  const blockedFileId = await add('EvidenceFile', blocked('aa'));
  const secondBlockedFileId = await add('EvidenceFile', blocked('bb'));
  return {
    ...records,
    blockedFileId,
    secondBlockedFileId,
    // Of what a page has shown: a test that needs the real ones reads them there.
    contentSha256: noHash,
    reviewBasis: noHash,
    organizationId,
    secondAcquirerId,
    secondProviderId,
    secondIntegrationId,
    merchantIdId,
    secondMerchantIdId,
    secondEvidenceId,
    reviewedEvidenceId,
    remindedRequestId,
    againRequestId,
    askedRequestId,
    commentId,
    testId,
    doneOccurrenceId,
    eventActivityId: event,
    reviewOccurrenceId,
    reviewActivityId: review,
    completeAnalysisId,
    secondAnalysisId,
    spareAcquirerId,
    spareProviderId,
    spareMerchantIdId,
    spareLegalEntityId,
    analysisId: riskAnalysisId,
    linkedEvidenceId: fileEvidenceId,
    noteEvidenceId: evidenceId,
    ...(await seedSignedWork({ organization, records, word, add })),
    ...(await seedJointWork({ organization, records, word, add })),
    ...(await seedAdministration({ organization, colleague, word, add })),
  };
}

/** What the pages have shown that an act confirms: the document to sign, and the list of the access review. */
export async function shownHashes(request: APIRequestContext, ids: Ids) {
  const textOf = async (path: string) => (await request.get(path)).text();
  const document = await textOf(`/assessments/${ids.readyAssessmentId}/sign-off`);
  const review = await textOf(`/schedule/activities/${ids.reviewActivityId}`);
  return {
    contentSha256: /name="contentSha256" value="([\da-f]{64})"/.exec(document)?.[1] ?? noHash,
    reviewBasis: /name="basis" value="([\da-f]{64})"/.exec(review)?.[1] ?? noHash,
  };
}
