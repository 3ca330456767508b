import { createHash } from 'node:crypto';
import { type Call, form } from './form';
import type { Ids } from './records';

/** Actions that take one id and nothing else. */
const oneId =
  (id: keyof Ids, field = 'id'): Call =>
  (ids) =>
    form({ [field]: ids[id] });

/** What a reviewer names of evidence without a file that nobody has changed or reviewed. */
const asItCame = createHash('sha256').update('1 1 0').digest('hex').slice(0, 32);
const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

const bank = { name: 'Harbour bank' };
const shop = { name: 'Harbour GmbH', entityType: 'MERCHANT' };
const host = { name: 'Harbour hosting', kind: 'HOSTING' };
const analysis = { title: 'How often', requirementNumbers: ['11.6.1'], every: '3', unit: 'month' };

const checkout = (ids: Ids, name = 'Harbour checkout') => ({
  name,
  method: 'HOSTED_REDIRECT',
  channels: ['E_COMMERCE'],
  legalEntityId: ids.legalEntityId,
  serviceProviderIds: [ids.serviceProviderId, ids.secondProviderId],
});

/** The register, evidence and risk analyses. */
export const recordCalls: Readonly<Record<string, Call>> = {
  addAcquirerAction: () => form(bank),
  changeAcquirerAction: (ids) => form({ ...bank, version: '1' }, ids.acquirerId),
  archiveAcquirerAction: oneId('spareAcquirerId'),
  restoreAcquirerAction: oneId('spareAcquirerId'),
  addLegalEntityAction: () => form(shop),
  changeLegalEntityAction: (ids) => form({ ...shop, version: '1' }, ids.legalEntityId),
  archiveLegalEntityAction: oneId('spareLegalEntityId'),
  restoreLegalEntityAction: oneId('spareLegalEntityId'),
  addMerchantIdAction: (ids) =>
    form({ legalEntityId: ids.legalEntityId, acquirerId: ids.acquirerId, number: 'HARBOUR 3' }),
  archiveMerchantIdAction: oneId('spareMerchantIdId'),
  restoreMerchantIdAction: oneId('spareMerchantIdId'),
  addServiceProviderAction: () => form(host),
  changeServiceProviderAction: (ids) => form({ ...host, version: '1' }, ids.serviceProviderId),
  archiveServiceProviderAction: oneId('spareProviderId'),
  restoreServiceProviderAction: oneId('spareProviderId'),
  addIntegrationAction: (ids) => form(checkout(ids)),
  changeIntegrationAction: (ids) =>
    form({ ...checkout(ids, 'Harbour shop'), version: '1' }, ids.integrationId),
  archiveIntegrationAction: oneId('secondIntegrationId'),
  restoreIntegrationAction: oneId('secondIntegrationId'),
  recordResponsibilitiesAction: (ids) => ({
    json: [
      {
        serviceProviderId: ids.serviceProviderId,
        requirements: [{ requirementNumber: '12.8.5', version: 0 }],
        responsibility: 'TPSP',
        agreedIn: 'Contract',
      },
    ],
  }),
  addTypedEvidenceAction: () => form({ kind: 'NOTE', title: 'Harbour note', note: 'Seen' }),
  changeEvidenceAction: (ids) =>
    form({ evidenceId: ids.noteEvidenceId, version: '1', title: 'Harbour note', note: 'Seen again' }),
  askForEvidenceAction: (ids) =>
    form({
      title: 'Harbour scan',
      words: '',
      evidenceType: '',
      assessmentId: ids.assessmentId,
      requirementNumbers: '2.2.2',
      who: 'OUTSIDE',
      memberId: '',
      name: 'Jo Hall',
      email: 'jo.hall@harbour.example',
      untilOn: inAWeek(),
    }),
  askAgainAction: (ids) => form({ requestId: ids.againRequestId, untilOn: inAWeek() }),
  remindOfRequestAction: oneId('remindedRequestId', 'requestId'),
  answerRequestAction: (ids) =>
    form({ kind: 'EXISTING', requestId: ids.askedRequestId, evidenceId: ids.noteEvidenceId }),
  withdrawRequestAction: oneId('requestId', 'requestId'),
  linkEvidenceAction: (ids) =>
    form({
      evidenceId: ids.noteEvidenceId,
      assessmentId: ids.assessmentId,
      requirementNumbers: '2.2.2, 6.3.3',
    }),
  unlinkEvidenceAction: (ids) =>
    form({
      evidenceId: ids.linkedEvidenceId,
      assessmentId: ids.assessmentId,
      requirementNumber: '2.2.2',
    }),
  archiveEvidenceAction: (ids) =>
    form({ evidenceId: ids.secondEvidenceId, version: '1', reason: 'Not needed' }),
  restoreEvidenceAction: (ids) => form({ evidenceId: ids.secondEvidenceId, version: '2' }),
  reviewEvidenceAction: (ids) =>
    form({
      evidenceId: ids.reviewedEvidenceId,
      seen: asItCame,
      outcome: 'REJECTED',
      reason: 'Of another shop',
    }),
  releaseFileAction: (ids) =>
    form({
      evidenceId: ids.fileEvidenceId,
      fileId: ids.blockedFileId,
      reason: 'The test number of the brand',
    }),
  removeFileAction: (ids) => form({ evidenceId: ids.fileEvidenceId, fileId: ids.secondBlockedFileId }),
  makeRiskAnalysisAction: (ids) =>
    form({ ...analysis, assessmentId: ids.secondAssessmentId, linkTo: '11.6.1' }),
  changeRiskAnalysisAction: (ids) => form({ ...analysis, analysisId: ids.secondAnalysisId, version: '1' }),
  approveRiskAnalysisAction: (ids) =>
    form({
      analysisId: ids.completeAnalysisId,
      version: '1',
      approvedByName: 'Daniel Okafor',
      approvedOn: '2026-06-01',
    }),
  reviewRiskAnalysisAction: (ids) =>
    form({
      analysisId: ids.completeAnalysisId,
      version: '2',
      reviewedByName: 'Daniel Okafor',
      reviewedOn: '2026-06-01',
      outcome: 'STILL_VALID',
    }),
  archiveRiskAnalysisAction: oneId('secondAnalysisId'),
  restoreRiskAnalysisAction: oneId('secondAnalysisId'),
};
