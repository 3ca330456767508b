import { type Call, confirmedForm, form } from './form';
import type { Ids } from './records';

const period = { periodFrom: '2026-01-01', periodTo: '2026-12-31' };

/** One merchant id and acquirer among others: all of them or none. */
const chosen = (ids: Ids) => ({
  merchantIdIds: [ids.merchantIdId, ids.secondMerchantIdId],
  acquirerIds: [ids.acquirerId, ids.secondAcquirerId],
});

/** What the picker asks about one hosted checkout, answered. It names an integration by the end of its id. */
const answers = [
  ['stored', 'NO'],
  ['elements', 'PROVIDER_ALL'],
  ['outsourced', 'YES'],
  ['otherwise', 'NO'],
  ['compliant', 'YES'],
  ['paper', 'NOTHING'],
] as const;
const run = ({ legalEntityId, integrationId }: Ids) =>
  `${new URLSearchParams([
    ['entity', legalEntityId],
    ['integration', integrationId],
    ['validation', 'SELF'],
    ...answers.map(([question, answer]) => [`${question}.${`${integrationId}`.slice(-6)}`, answer]),
    ['others', 'NONE'],
  ])}`;

/** A joint change of the table, which the preview takes too. */
const together: Call = (ids) =>
  form({
    assessmentId: ids.assessmentId,
    requirements: ['2.2.2:1'],
    userId: ids.colleagueId,
    addTags: ['Harbour tag'],
  });

/** Assessments, their answers and signatures, and the schedule. */
export const workCalls: Readonly<Record<string, Call>> = {
  recordDecisionAction: (ids) => form({ run: run(ids) }),
  recordOverrideAction: (ids) =>
    form({
      run: run(ids),
      resultId: 'A',
      questionnaireId: 'A-EP',
      integrationIds: [ids.integrationId],
      decidedBy: 'Harbour bank',
      decidedOn: '2026-06-01',
      what: 'Letter',
    }),
  createAssessmentAction: (ids) =>
    form({ decisionId: ids.decisionId, name: 'Harbour 2026', ...period, ...chosen(ids) }),
  changeAssessmentAction: (ids) =>
    form({ name: 'Harbour 2026', ...period, ...chosen(ids), version: '1' }, ids.assessmentId),
  archiveAssessmentAction: (ids) => form({ id: ids.assessmentId }),
  restoreAssessmentAction: (ids) => form({ id: ids.assessmentId }),
  reviseAssessmentAction: (ids) => form({ id: ids.signedAssessmentId, reason: 'A number was wrong' }),
  changeAssignmentsAction: (ids) =>
    form({
      assessmentId: ids.assessmentId,
      userId: ids.colleagueId,
      requirementNumbers: ['2.2.2', '6.3.3'],
      what: 'ASSIGN',
    }),
  confirmCarriedAction: (ids) => form({ assessmentId: ids.assessmentId, requirementNumbers: ['2.2.2'] }),
  changeQuestionnaireAction: (ids) =>
    form({ assessmentId: ids.secondAssessmentId, decisionId: ids.decisionId, version: '1' }),
  shareAnswersAction: (ids) =>
    form({ assessmentId: ids.assessmentId, entries: [`${ids.secondAssessmentId}/12.10.1/1/0`] }),
  confirmSharedAction: (ids) =>
    form({ assessmentId: ids.secondAssessmentId, entries: [`${ids.secondAssessmentId}/9.4.1/1/1`] }),
  detachSharedAction: (ids) => form({ assessmentId: ids.secondAssessmentId, requirementNumber: '9.4.1' }),
  previewManyAction: together,
  changeManyAction: together,
  undoManyAction: (ids) => form({ assessmentId: ids.assessmentId, changeId: ids.bulkChangeId }),
  saveViewAction: (ids) => form({ assessmentId: ids.assessmentId, name: 'Harbour view', query: 'q=harbour' }),
  renameViewAction: (ids) =>
    form({ assessmentId: ids.assessmentId, viewId: ids.viewId, version: '1', name: 'Harbour list' }),
  removeViewAction: (ids) => form({ assessmentId: ids.assessmentId, viewId: ids.viewId, version: '2' }),
  reviewAction: (ids) =>
    form({ assessmentId: ids.assessmentId, requirements: ['2.2.2:1', '6.3.3:0'], what: 'APPROVE' }),
  preparePartAction: (ids) => form({ basis: '' }, ids.assessmentId, 'entity'),
  signAttestationAction: (ids) =>
    confirmedForm(
      {
        contentSha256: ids.contentSha256,
        completed: 'on',
        fair: 'on',
        maintained: 'on',
        fullName: 'Ada Berger',
      },
      ids.readyAssessmentId,
    ),
  sendSigningLinkAction: (ids) =>
    confirmedForm({ assessmentId: ids.readyAssessmentId, email: 'officer@example.test' }),
  revokeSigningLinkAction: (ids) => form({ assessmentId: ids.assessmentId }),
  recordSubmissionAction: (ids) =>
    form({ acquirerId: ids.acquirerId, submittedOn: '2026-06-01' }, ids.signedAssessmentId),
  changeSubmissionAction: (ids) =>
    form({ submissionId: ids.submissionId, version: '1', submittedOn: '2026-06-01', status: 'ACCEPTED' }),
  addActivityAction: (ids) =>
    form({
      title: 'Harbour scan',
      integrationId: ids.integrationId,
      requirementNumbers: '11.3.2',
      every: '3',
      unit: 'month',
      ownerId: ids.colleagueId,
    }),
  changeActivityAction: (ids) =>
    form({ activityId: ids.activityId, version: '1', every: '3', unit: 'month', ownerId: ids.colleagueId }),
  archiveActivityAction: (ids) => form({ activityId: ids.activityId, version: '2', reason: 'Not needed' }),
  restoreActivityAction: (ids) => form({ activityId: ids.activityId, version: '3' }),
  completeOccurrenceAction: (ids) =>
    form({
      occurrenceId: ids.occurrenceId,
      version: '1',
      completedOn: '2026-06-01',
      result: 'Done',
      evidenceIds: [ids.noteEvidenceId, ids.secondEvidenceId],
    }),
  recordEventAction: (ids) =>
    form({
      activityId: ids.eventActivityId,
      completedOn: '2026-06-02',
      evidenceIds: [ids.noteEvidenceId, ids.secondEvidenceId],
    }),
  correctCompletionAction: (ids) =>
    form({
      occurrenceId: ids.doneOccurrenceId,
      version: '1',
      completedOn: '2026-06-01',
      result: 'Done again',
      evidenceIds: [ids.noteEvidenceId, ids.secondEvidenceId],
    }),
  completeAccessReviewAction: (ids) =>
    form({
      occurrenceId: ids.reviewOccurrenceId,
      version: '1',
      basis: ids.reviewBasis,
      membershipIds: [ids.membershipId, ids.administratorMembershipId, ids.serviceMembershipId],
    }),
};
