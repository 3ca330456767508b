import { type Call, confirmedForm, form } from './form';
import type { Ids } from './records';

const aboutMember: Call = (ids) => confirmedForm({ membershipId: ids.membershipId });
const aboutDomain: Call = (ids) => confirmedForm({ domainId: ids.domainId });
const alone: Call = () => confirmedForm({});
const nothing: Call = () => ({ json: [] });
const newPassword = 'correct horse battery 5 staple';

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const reach = (ids: Ids) => ({
  role: 'ASSESSOR',
  extent: 'CHOSEN',
  accessUntil: tomorrow,
  integrationIds: [ids.integrationId, ids.secondIntegrationId],
});
const sealed = { contentSha256: '0'.repeat(64), completed: 'on', fair: 'on', maintained: 'on' };

/** Members, settings, one's own account, and what is there before the sign-in. */
export const settingsCalls: Readonly<Record<string, Call>> = {
  inviteMemberAction: (ids) =>
    confirmedForm({ name: 'Harbour Guest', email: 'harbour@example.test', ...reach(ids) }),
  revokeInvitationAction: (ids) => form({ invitationId: ids.invitationId }),
  changeRoleAction: (ids) => confirmedForm({ membershipId: ids.membershipId, ...reach(ids) }),
  renameMemberAction: (ids) => confirmedForm({ membershipId: ids.membershipId, name: 'Harbour Owner' }),
  resetSecondFactorAction: aboutMember,
  enableMemberAction: aboutMember,
  liftLockAction: aboutMember,
  endMemberSessionsAction: aboutMember,
  endMembershipAction: aboutMember,
  makeKeyAction: (ids) =>
    confirmedForm({
      name: 'Harbour key',
      membershipId: ids.serviceMembershipId,
      permissions: ['integration:read'],
      days: '30',
    }),
  revokeKeyAction: (ids) => confirmedForm({ keyId: ids.keyId }),
  addServiceAccountAction: () =>
    confirmedForm({ name: 'Harbour service', purpose: 'Nightly', role: 'CONTROL_OWNER' }),
  reviewServiceAccountAction: (ids) => confirmedForm({ membershipId: ids.serviceMembershipId }),
  makeTokenAction: alone,
  revokeTokenAction: (ids) => confirmedForm({ tokenId: ids.tokenId }),
  changeProvisioningAction: () => confirmedForm({ defaultRole: 'MANAGER' }),
  chooseGroupRoleAction: (ids) => confirmedForm({ groupId: ids.groupId, role: 'MANAGER' }),
  changeOrganizationAction: () =>
    form({ name: 'Harbour', timeZone: 'Europe/Berlin', country: 'DE', version: '1' }),
  changeSecondFactorPolicyAction: () => confirmedForm({ required: 'no' }),
  changeSessionPolicyAction: () => confirmedForm({ idleMinutes: '10', sessionHours: '8' }),
  changeEvidencePolicyAction: () => confirmedForm({ evidenceKeepMonths: '24', evidenceMaxMib: '' }),
  changePlanPolicyAction: () => confirmedForm({ asksPlan: 'NO' }),
  changeSignerPolicyAction: () => confirmedForm({ separateSigner: 'NO' }),
  setWebhookAction: () => confirmedForm({ url: 'https://127.0.0.1/events' }),
  endWebhookAction: alone,
  configureProviderAction: () =>
    confirmedForm({ issuer: 'https://127.0.0.1', clientId: 'harbour', clientSecret: 'none' }),
  changeSignOnPolicyAction: () =>
    confirmedForm({
      roleClaim: '',
      ADMINISTRATOR: '',
      COMPLIANCE_OFFICER: '',
      CONTROL_OWNER: '',
      MANAGER: '',
      ASSESSOR: '',
      withoutRole: 'KEEP',
      joinsAtOnce: '',
      defaultRole: 'MANAGER',
      secondFactor: 'OURS',
      acr: '',
      amr: '',
      version: '1',
    }),
  changeSignOnModeAction: () => confirmedForm({ mode: 'OFF' }),
  addDomainAction: () => confirmedForm({ domain: 'harbour.example' }),
  proveDomainAction: (ids) => form({ domainId: ids.domainId }),
  vouchForDomainAction: aboutDomain,
  removeDomainAction: aboutDomain,
  changePasswordWayAction: (ids) =>
    confirmedForm({ membershipId: ids.administratorMembershipId, allowed: 'yes' }),
  unlinkIdentityAction: (ids) => confirmedForm({ identityId: ids.identityId }),
  startTestAction: nothing,
  finishTestAction: () => ({ json: [{ query: 'state=none&code=none' }] }),
  verifyAuditTrailAction: () => form({}),
  confirmExportAction: () => confirmedForm({ address: '/api/audit-log' }),
  confirmPackageAction: () => confirmedForm({ address: '/api/assessments/none/package.zip' }),

  changePasswordAction: () => confirmedForm({ newPassword }),
  chooseRenewalMailsAction: () => form({ renewalMails: 'off' }),
  renewRecoveryCodesAction: alone,
  revokeSessionsAction: (ids) => confirmedForm({ sessionId: ids.sessionId }),
  offerPasskeyAction: alone,
  addPasskeyAction: () => ({ json: [{ offer: 'none', response: '{}', label: 'Harbour' }] }),
  removeAuthenticatorAction: alone,
  removePasskeyAction: (ids) => confirmedForm({ passkeyId: ids.passkeyId }),
  setUpAuthenticatorAction: () => confirmedForm({ offer: 'none', isFirst: '', newCode: '123456' }),
  offerFirstPasskeyAction: nothing,
  addFirstPasskeyAction: () => ({ json: [{ offer: 'none', response: '{}', label: 'Harbour' }] }),
  offerFactorPasskeyAction: nothing,
  giveSecondFactorAction: () => form({ code: '123456' }),
  offerStepUpAction: nothing,
  startConfirmationAction: nothing,
  openSampleAction: () => form({}),
  removeSampleAction: (ids) => form({ organizationId: ids.sampleId }),
  signOutAction: () => ({ json: [] }),
  setAppearanceAction: () => ({ before: [], form: { theme: 'dark' } }),
  findElsewhereAction: (ids) => ({ json: [`/assessments/${ids.assessmentId}`] }),
  switchOrganizationAction: (ids) => ({ before: [], form: { organizationId: ids.organizationId } }),

  askResetAction: () => form({ email: 'nobody@example.test' }),
  resetPasswordAction: () => form({ token: 'none', password: newPassword, passwordAgain: newPassword }),
  acceptInvitationAction: () => form({ token: 'none', password: newPassword, passwordAgain: newPassword }),
  setUpAction: () =>
    form({
      token: 'none',
      organizationName: 'Harbour',
      timeZone: 'Europe/Berlin',
      country: 'DE',
      name: 'Ada Berger',
      email: 'harbour@example.test',
      password: newPassword,
      passwordAgain: newPassword,
    }),
  noteOpenedAction: () => ({ json: ['none'] }),
  openSigningLinkAction: () => form({ token: 'none', code: '12345678' }),
  signByLinkAction: () => form({ token: 'none', code: '12345678', fullName: 'Ada Berger', ...sealed }),
  offerPasskeySignInAction: nothing,
  offerSignOnAction: () => ({ json: ['example.com'] }),
  startSignOnAction: () => ({ json: [{ email: 'ada@example.test', next: '/' }] }),
};
