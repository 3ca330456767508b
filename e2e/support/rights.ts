import { readFileSync } from 'node:fs';
import type { Permission } from '@/lib/access/permissions';
import { apiOperations } from '@/lib/api/model';

/**
 * What each server action asks for. PERSON: a session is enough, it is about one's own account or frame. HALF: also a
 * session that lacks its second factor. ANYBODY: before the sign-in, with a token or an answer that is the same for all.
 */
export type Right = Permission | 'PERSON' | 'HALF' | 'ANYBODY';

export const actionRights: Readonly<Record<string, Right>> = {
  acceptInvitationAction: 'ANYBODY',
  addAcquirerAction: 'legal-entity:manage',
  addActivityAction: 'schedule:manage',
  addDomainAction: 'organization:manage',
  addFirstPasskeyAction: 'HALF',
  addIntegrationAction: 'integration:manage',
  addLegalEntityAction: 'legal-entity:manage',
  addMerchantIdAction: 'legal-entity:manage',
  addPasskeyAction: 'PERSON',
  addServiceAccountAction: 'api-key:manage',
  addServiceProviderAction: 'service-provider:manage',
  addTypedEvidenceAction: 'evidence:attach',
  approveRiskAnalysisAction: 'schedule:manage',
  archiveAcquirerAction: 'legal-entity:manage',
  archiveActivityAction: 'schedule:manage',
  archiveAssessmentAction: 'assessment:manage',
  archiveEvidenceAction: 'evidence:manage',
  archiveIntegrationAction: 'integration:manage',
  archiveLegalEntityAction: 'legal-entity:manage',
  archiveMerchantIdAction: 'legal-entity:manage',
  archiveRiskAnalysisAction: 'schedule:manage',
  archiveServiceProviderAction: 'service-provider:manage',
  askResetAction: 'ANYBODY',
  changeAcquirerAction: 'legal-entity:manage',
  changeActivityAction: 'schedule:manage',
  changeAssessmentAction: 'assessment:manage',
  changeAssignmentsAction: 'assignment:manage',
  changeEvidenceAction: 'evidence:attach',
  changeManyAction: 'response:record',
  changeIntegrationAction: 'integration:manage',
  changeLegalEntityAction: 'legal-entity:manage',
  changeOrganizationAction: 'organization:manage',
  // Beside response:record: an answer that is not offered any more is taken back.
  changeQuestionnaireAction: 'assessment:manage',
  changePasswordAction: 'PERSON',
  changePasswordWayAction: 'organization:manage',
  changeEvidencePolicyAction: 'organization:manage',
  changePlanPolicyAction: 'organization:manage',
  changeProvisioningAction: 'member:manage',
  changeRiskAnalysisAction: 'schedule:manage',
  changeRoleAction: 'member:manage',
  changeSecondFactorPolicyAction: 'organization:manage',
  changeServiceProviderAction: 'service-provider:manage',
  changeSessionPolicyAction: 'organization:manage',
  changeSignerPolicyAction: 'organization:manage',
  changeSignOnModeAction: 'organization:manage',
  changeSignOnPolicyAction: 'organization:manage',
  changeSubmissionAction: 'submission:record',
  chooseGroupRoleAction: 'member:manage',
  chooseRenewalMailsAction: 'evidence:attach',
  // Beside activity:complete, which more people have.
  completeAccessReviewAction: 'evidence:manage',
  completeOccurrenceAction: 'activity:complete',
  configureProviderAction: 'organization:manage',
  confirmCarriedAction: 'response:record',
  correctCompletionAction: 'activity:complete',
  confirmSharedAction: 'response:record',
  confirmExportAction: 'audit-trail:read',
  confirmPackageAction: 'report:export',
  createAssessmentAction: 'assessment:manage',
  detachSharedAction: 'response:record',
  enableMemberAction: 'member:manage',
  endMemberSessionsAction: 'member:manage',
  endMembershipAction: 'member:manage',
  endWebhookAction: 'organization:manage',
  findElsewhereAction: 'PERSON',
  finishTestAction: 'organization:manage',
  giveSecondFactorAction: 'HALF',
  inviteMemberAction: 'member:manage',
  linkEvidenceAction: 'evidence:attach',
  makeKeyAction: 'api-key:hold',
  makeRiskAnalysisAction: 'schedule:manage',
  makeTokenAction: 'member:manage',
  offerFactorPasskeyAction: 'HALF',
  offerFirstPasskeyAction: 'HALF',
  offerPasskeyAction: 'PERSON',
  offerPasskeySignInAction: 'ANYBODY',
  offerSignOnAction: 'ANYBODY',
  offerStepUpAction: 'PERSON',
  openSampleAction: 'organization:manage',
  openSigningLinkAction: 'ANYBODY',
  previewManyAction: 'response:record',
  preparePartAction: 'attestation:prepare',
  proveDomainAction: 'organization:manage',
  recordDecisionAction: 'assessment:manage',
  recordEventAction: 'activity:complete',
  recordOverrideAction: 'assessment:manage',
  recordResponsibilitiesAction: 'service-provider:manage',
  recordSubmissionAction: 'submission:record',
  removeAuthenticatorAction: 'PERSON',
  removeViewAction: 'response:record',
  renameViewAction: 'response:record',
  removeDomainAction: 'organization:manage',
  removePasskeyAction: 'PERSON',
  removeSampleAction: 'PERSON',
  renameMemberAction: 'member:manage',
  renewRecoveryCodesAction: 'PERSON',
  resetPasswordAction: 'ANYBODY',
  resetSecondFactorAction: 'member:manage',
  restoreAcquirerAction: 'legal-entity:manage',
  restoreActivityAction: 'schedule:manage',
  restoreAssessmentAction: 'assessment:manage',
  releaseFileAction: 'evidence:manage',
  reviewEvidenceAction: 'evidence:review',
  removeFileAction: 'evidence:attach',
  restoreEvidenceAction: 'evidence:manage',
  restoreIntegrationAction: 'integration:manage',
  restoreLegalEntityAction: 'legal-entity:manage',
  restoreMerchantIdAction: 'legal-entity:manage',
  restoreRiskAnalysisAction: 'schedule:manage',
  restoreServiceProviderAction: 'service-provider:manage',
  reviewAction: 'response:review',
  reviewRiskAnalysisAction: 'schedule:manage',
  reviewServiceAccountAction: 'api-key:manage',
  reviseAssessmentAction: 'assessment:manage',
  revokeInvitationAction: 'member:manage',
  revokeKeyAction: 'api-key:hold',
  revokeSessionsAction: 'PERSON',
  revokeSigningLinkAction: 'attestation:prepare',
  revokeTokenAction: 'member:manage',
  saveViewAction: 'response:record',
  sendSigningLinkAction: 'attestation:prepare',
  setAppearanceAction: 'PERSON',
  setUpAction: 'ANYBODY',
  setUpAuthenticatorAction: 'HALF',
  setWebhookAction: 'organization:manage',
  shareAnswersAction: 'response:record',
  signAttestationAction: 'attestation:sign',
  signByLinkAction: 'ANYBODY',
  signOutAction: 'PERSON',
  startConfirmationAction: 'PERSON',
  startSignOnAction: 'ANYBODY',
  startTestAction: 'organization:manage',
  switchOrganizationAction: 'PERSON',
  undoManyAction: 'response:record',
  unlinkEvidenceAction: 'evidence:attach',
  unlinkIdentityAction: 'organization:manage',
  verifyAuditTrailAction: 'audit-trail:read',
  vouchForDomainAction: 'organization:manage',
};

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * What each route of data asks for, all of it, by method. ANYBODY: before the sign-in. PROVISIONING: the token of an identity
 * provider, and nobody's session.
 */
export const routeRights: Readonly<
  Record<string, Partial<Record<Method, readonly Permission[]>> | 'ANYBODY' | 'PROVISIONING'>
> = {
  '/api/audit-log/csv': { GET: ['audit-trail:read'] },
  '/api/audit-log/sign-ins/csv': { GET: ['audit-trail:read'] },
  '/api/v1/openapi.json': 'ANYBODY',
  '/api/scim/v2/[...other]': 'PROVISIONING',
  '/api/scim/v2/Groups': 'PROVISIONING',
  '/api/scim/v2/Groups/[groupId]': 'PROVISIONING',
  '/api/scim/v2/ResourceTypes': 'PROVISIONING',
  '/api/scim/v2/Schemas': 'PROVISIONING',
  '/api/scim/v2/ServiceProviderConfig': 'PROVISIONING',
  '/api/scim/v2/Users': 'PROVISIONING',
  '/api/scim/v2/Users/[userId]': 'PROVISIONING',
  '/api/sign-on/[organizationId]/callback': 'ANYBODY',
  '/api/assessments/[assessmentId]/checklist-import': {
    POST: ['response:record', 'assessment:read'],
    PUT: ['response:record'],
  },
  '/api/assessments/[assessmentId]/checklist.csv': { GET: ['assessment:read', 'evidence:read'] },
  '/api/assessments/[assessmentId]/checklist.xlsx': { GET: ['assessment:read', 'evidence:read'] },
  '/api/assessments/[assessmentId]/package.zip': { GET: ['report:export'] },
  '/api/assessments/[assessmentId]/report.pdf': { GET: ['report:export'] },
  '/api/assessments/[assessmentId]/requirements/[requirementNumber]/accepted-risks': {
    GET: ['assessment:read'],
    POST: ['response:record'],
    PATCH: ['response:record'],
    DELETE: ['response:record'],
  },
  '/api/assessments/[assessmentId]/requirements/[requirementNumber]/comments': {
    GET: ['assessment:read'],
    POST: ['comment:write'],
    PATCH: ['comment:write'],
  },
  '/api/assessments/[assessmentId]/requirements/[requirementNumber]/comments/readers': {
    GET: ['comment:write'],
  },
  '/api/assessments/[assessmentId]/requirements/[requirementNumber]/evidence': {
    GET: ['evidence:read'],
    POST: ['evidence:attach'],
    DELETE: ['evidence:attach'],
  },
  '/api/assessments/[assessmentId]/requirements/[requirementNumber]/tags': {
    GET: ['assessment:read'],
    PATCH: ['response:record'],
  },
  '/api/assessments/[assessmentId]/requirements/[requirementNumber]/tests': {
    GET: ['assessment:read'],
    POST: ['response:record'],
    PATCH: ['response:record'],
    DELETE: ['response:record'],
  },
  '/api/assessments/[assessmentId]/requirements/[requirementNumber]/risk-analysis': {
    GET: ['assessment:read'],
    POST: ['schedule:manage'],
  },
  '/api/assessments/[assessmentId]/requirements/[requirementNumber]/responsibilities': {
    GET: ['assessment:read'],
    POST: ['service-provider:manage'],
  },
  '/api/assessments/[assessmentId]/responses': { GET: ['assessment:read'] },
  '/api/assessments/[assessmentId]/responses/[requirementNumber]': {
    GET: ['assessment:read'],
    PATCH: ['response:record'],
  },
  '/api/assessments/[assessmentId]/reviews': { POST: ['response:record'] },
  '/api/assessments/[assessmentId]/signed-document': { POST: ['attestation:sign', 'evidence:attach'] },
  '/api/assessments/[assessmentId]/snapshot.json': { GET: ['report:export'] },
  '/api/audit-log': { GET: ['audit-trail:read'] },
  '/api/auth/[...nextauth]': 'ANYBODY',
  '/api/catalogue/[catalogueVersionId]/guides/[principalNumber]': { GET: ['assessment:read'] },
  '/api/evidence': { GET: ['evidence:read'], POST: ['evidence:attach'] },
  '/api/evidence/[evidenceId]/files': { POST: ['evidence:attach'] },
  '/api/evidence/[evidenceId]/files/[fileId]': { GET: ['evidence:read'] },
  '/api/evidence/uploads': { POST: ['evidence:attach'] },
  '/api/evidence/uploads/[uploadId]': { PATCH: ['evidence:attach'], DELETE: ['evidence:attach'] },
  '/api/evidence/viewer': { GET: ['organization:read'] },
  '/api/health': 'ANYBODY',
  '/api/palette': { GET: ['organization:read'] },
  '/api/providers/[serviceProviderId]/responsibilities.csv': { GET: ['service-provider:read'] },
  '/api/testers': { GET: ['response:record'] },
};

/** Routes that a key opens and no session does, by method, and the answer to every other address there. */
export const programRoutes: Readonly<Record<string, readonly Method[]>> = {
  ...Object.fromEntries(
    apiOperations.map(({ path }) => [
      path,
      apiOperations.filter((one) => one.path === path).map(({ method }) => method),
    ]),
  ),
  '/api/v1/[...other]': ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
};

/** Pages that somebody sees before the sign-in, and those that the framework adds. */
export const openPages: readonly string[] = [
  '/',
  '/_global-error',
  '/_not-found',
  '/confirmed',
  '/forgotten-password',
  '/invitation/[token]',
  '/new-password/[token]',
  '/setup',
  '/sign/[token]',
  '/sign-in',
];

/** Every page and route of the build, as addresses with their places: "/evidence/[evidenceId]". */
export function listBuilt(kind: 'page' | 'route'): string[] {
  const manifest: Record<string, string> = JSON.parse(
    readFileSync('.next/server/app-paths-manifest.json', 'utf8'),
  );
  return Object.keys(manifest)
    .filter((path) => path.endsWith(`/${kind}`))
    .map((path) => path.slice(0, -kind.length - 1).replace(/\/\([^)]+\)/g, '') || '/')
    .filter((path) => !/\.(?:ico|svg|png|txt|webmanifest)$/.test(path))
    .sort();
}
