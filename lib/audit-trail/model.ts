import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
/** Field name → value before and after. Secrets and file contents never stand here. */
export const changes = z.record(z.string(), z.object({ from: value, to: value }));
export type Changes = z.infer<typeof changes>;

const facts = z.record(z.string(), value);

/** Everything that can happen, with the words the audit log shows and the shape of its data. A closed list. */
export const eventTypes = {
  'organization.created': { label: 'Organization created', data: facts },
  'organization.changed': { label: 'Organization changed', data: changes },
  'organization.sample-removed': { label: 'Sample organization removed', data: facts },
  'member.added': { label: 'Member added', data: facts },
  'member.invited': { label: 'Invitation made', data: facts },
  'member.invitation-revoked': { label: 'Invitation withdrawn', data: facts },
  'member.role-changed': { label: 'Role changed', data: changes },
  'member.renamed': { label: 'Member renamed', data: changes },
  'member.entered': { label: 'Changed to this organization', data: facts },
  'member.second-factor-reset': { label: 'Second factor of a member reset', data: facts },
  'member.enabled': { label: 'Account turned on again', data: facts },
  'member.lock-lifted': { label: 'Lock lifted after failed sign-ins', data: facts },
  'member.sessions-ended': { label: 'Sessions of a member ended', data: facts },
  'member.mails-chosen': { label: 'Mails chosen', data: changes },
  'member.ended': { label: 'Membership ended', data: facts },
  'sign-on.configured': { label: 'Single sign-on configured', data: facts },
  'sign-on.changed': { label: 'Single sign-on changed', data: changes },
  'sign-on.tested': { label: 'Single sign-on tested', data: facts },
  'sign-on.domain-added': { label: 'E-mail domain added', data: facts },
  'sign-on.domain-proven': { label: 'E-mail domain proven', data: facts },
  'sign-on.domain-removed': { label: 'E-mail domain removed', data: facts },
  'sign-on.succeeded': { label: 'Signed in with single sign-on', data: facts },
  'sign-on.refused': { label: 'Single sign-on refused', data: facts },
  'sign-on.linked': { label: 'Account linked to the sign-on provider', data: facts },
  'sign-on.unlinked': { label: 'Account unlinked from the sign-on provider', data: facts },
  'sign-on.role-kept': { label: 'Role of the sign-on provider not taken over', data: facts },
  'sign-on.bypassed': { label: 'Signed in without the required single sign-on', data: facts },
  'legal-entity.added': { label: 'Legal entity added', data: facts },
  'legal-entity.changed': { label: 'Legal entity changed', data: changes },
  'legal-entity.archived': { label: 'Legal entity archived', data: facts },
  'legal-entity.restored': { label: 'Legal entity restored', data: facts },
  'acquirer.added': { label: 'Acquirer added', data: facts },
  'acquirer.changed': { label: 'Acquirer changed', data: changes },
  'acquirer.archived': { label: 'Acquirer archived', data: facts },
  'acquirer.restored': { label: 'Acquirer restored', data: facts },
  'merchant-id.added': { label: 'Merchant id added', data: facts },
  'merchant-id.archived': { label: 'Merchant id archived', data: facts },
  'merchant-id.restored': { label: 'Merchant id restored', data: facts },
  'service-provider.added': { label: 'Service provider added', data: facts },
  'service-provider.changed': { label: 'Service provider changed', data: changes },
  'service-provider.archived': { label: 'Service provider archived', data: facts },
  'service-provider.restored': { label: 'Service provider restored', data: facts },
  'responsibility.recorded': {
    label: 'Responsibilities said',
    data: z.object({
      name: z.string(),
      concerns: z.string(),
      requirementNumbers: z.array(z.string()),
      changes,
    }),
  },
  'responsibility.exported': { label: 'Responsibilities exported', data: facts },
  'integration.added': { label: 'Integration added', data: facts },
  'integration.changed': { label: 'Integration changed', data: changes },
  'integration.archived': { label: 'Integration archived', data: facts },
  'integration.restored': { label: 'Integration restored', data: facts },
  'questionnaire.decided': { label: 'Questionnaire decided', data: facts },
  'assessment.created': { label: 'Assessment created', data: facts },
  'assessment.changed': { label: 'Assessment changed', data: changes },
  'assessment.questionnaire-changed': { label: 'Questionnaire of an assessment changed', data: facts },
  'assessment.archived': { label: 'Assessment archived', data: facts },
  'assessment.restored': { label: 'Assessment restored', data: facts },
  'assessment.carried': { label: 'Answers of last year confirmed', data: facts },
  'assessment.answers-shared': { label: 'Answers of another assessment used', data: facts },
  'assessment.shared-confirmed': { label: 'Changed shared answers confirmed', data: facts },
  'assessment.shared-detached': { label: 'Shared answers detached', data: facts },
  'assessment.revised': { label: 'Correction started', data: facts },
  'response.recorded': {
    label: 'Answer recorded',
    data: z.object({
      requirementNumber: z.string(),
      row: z.number(),
      version: z.number(),
      changes,
      /** The id that the browser gave this save. */
      save: z.uuid().optional(),
    }),
  },
  'response.tagged': {
    label: 'Tags changed',
    data: z.object({ requirementNumber: z.string(), assessmentName: z.string(), tags: z.string(), changes }),
  },
  'assessment.bulk-changed': { label: 'Requirements changed together', data: facts },
  'assessment.bulk-undone': { label: 'Joint change taken back', data: facts },
  'table-view.saved': { label: 'View of a table saved', data: facts },
  'table-view.changed': { label: 'View of a table renamed', data: changes },
  'table-view.removed': { label: 'View of a table deleted', data: facts },
  'review.asked': { label: 'Review asked for', data: facts },
  'review.approved': { label: 'Answers reviewed', data: facts },
  'review.returned': { label: 'Answers returned', data: facts },
  'test.recorded': { label: 'Test recorded', data: facts },
  'test.changed': {
    label: 'Test changed',
    data: z.object({ requirementNumber: z.string(), testId: z.string(), version: z.number(), changes }),
  },
  'test.withdrawn': { label: 'Test withdrawn', data: facts },
  'accepted-risk.recorded': { label: 'Risk accepted', data: facts },
  'accepted-risk.changed': {
    label: 'Accepted risk changed',
    data: z.object({
      requirementNumber: z.string(),
      acceptedRiskId: z.string(),
      version: z.number(),
      changes,
    }),
  },
  'accepted-risk.withdrawn': { label: 'Accepted risk withdrawn', data: facts },
  'comment.added': { label: 'Comment written', data: facts },
  'comment.changed': {
    label: 'Comment changed',
    data: z.object({ requirementNumber: z.string(), commentId: z.string(), changes }),
  },
  'comment.withdrawn': {
    label: 'Comment withdrawn',
    data: z.object({ requirementNumber: z.string(), commentId: z.string(), changes }),
  },
  'assignment.made': { label: 'Requirements assigned', data: facts },
  'assignment.ended': { label: 'Assignment ended', data: facts },
  'evidence.added': { label: 'Evidence added', data: facts },
  'evidence.changed': { label: 'Evidence changed', data: changes },
  'evidence.file-added': { label: 'Evidence file added', data: facts },
  'evidence.file-scanned': { label: 'Evidence file checked', data: facts },
  'evidence.file-blocked': { label: 'Evidence file blocked', data: facts },
  'evidence.file-released': { label: 'Blocked file released as a false alarm', data: facts },
  'evidence.file-removed': { label: 'Blocked file removed', data: facts },
  'evidence.accepted': { label: 'Evidence accepted', data: facts },
  'evidence.rejected': { label: 'Evidence rejected', data: facts },
  'evidence.renewal-asked': { label: 'Renewal of evidence asked for', data: facts },
  'evidence.linked': { label: 'Evidence linked', data: facts },
  'evidence.unlinked': { label: 'Evidence unlinked', data: facts },
  'evidence.archived': { label: 'Evidence removed', data: facts },
  'evidence.restored': { label: 'Evidence restored', data: facts },
  'evidence.downloaded': { label: 'Evidence downloaded', data: facts },
  'evidence.version-added': { label: 'New version of evidence', data: facts },
  'evidence.result-recorded': { label: 'Result of a program recorded', data: facts },
  'evidence.file-encrypted': { label: 'Evidence file encrypted', data: facts },
  'evidence.keys-replaced': { label: 'Keys of evidence replaced', data: facts },
  'evidence.files-deleted': { label: 'Evidence deleted', data: facts },
  'evidence.damaged': { label: 'Evidence file damaged', data: facts },
  'evidence-request.asked': { label: 'Evidence asked for', data: facts },
  'evidence-request.opened': { label: 'Request for evidence opened', data: facts },
  'evidence-request.answered': { label: 'Request for evidence answered', data: facts },
  'evidence-request.reminded': { label: 'Reminded of a request for evidence', data: facts },
  'evidence-request.withdrawn': { label: 'Request for evidence withdrawn', data: facts },
  'activity.planned': { label: 'Activity planned', data: facts },
  'activity.changed': { label: 'Activity changed', data: changes },
  'activity.archived': { label: 'Activity archived', data: facts },
  'activity.restored': { label: 'Activity restored', data: facts },
  'activity.completed': { label: 'Activity done', data: facts },
  'activity.completion-corrected': { label: 'Record of an activity corrected', data: changes },
  'risk-analysis.made': { label: 'Risk analysis made', data: facts },
  'risk-analysis.changed': { label: 'Risk analysis changed', data: changes },
  'risk-analysis.approved': { label: 'Risk analysis approved', data: facts },
  'risk-analysis.reviewed': { label: 'Risk analysis reviewed', data: facts },
  'risk-analysis.linked': { label: 'Risk analysis used', data: facts },
  'risk-analysis.unlinked': { label: 'Risk analysis taken off', data: facts },
  'risk-analysis.frequency-chosen': { label: 'Basis of a frequency chosen', data: facts },
  'risk-analysis.archived': { label: 'Risk analysis archived', data: facts },
  'risk-analysis.restored': { label: 'Risk analysis restored', data: facts },
  'attestation.prepared': { label: 'Attestation form changed', data: changes },
  'attestation.signed': { label: 'Attestation signed', data: facts },
  'signing-link.sent': { label: 'Link to sign sent', data: facts },
  'signing-link.tried': { label: 'Code entered at a link to sign', data: facts },
  'signing-link.refused': { label: 'Wrong code at a link to sign', data: facts },
  'signing-link.ended': { label: 'Link to sign ended', data: facts },
  'attestation.document-filed': { label: 'Signed document filed', data: facts },
  'submission.recorded': { label: 'Submission recorded', data: facts },
  'submission.changed': { label: 'Submission changed', data: changes },
  'checklist.exported': { label: 'Checklist taken offline', data: facts },
  'checklist.imported': { label: 'Checklist brought back', data: facts },
  'report.exported': { label: 'Report exported', data: facts },
  'report.package-exported': { label: 'Auditor package exported', data: facts },
  'audit-trail.read': { label: 'Audit log read', data: facts },
  'audit-trail.verified': { label: 'Audit log checked', data: facts },
  'audit-trail.exported': { label: 'Audit log exported', data: facts },
  'api-key.made': { label: 'API key made', data: facts },
  'api-key.revoked': { label: 'API key revoked', data: facts },
  'service-account.added': { label: 'Service account added', data: facts },
  'service-account.reviewed': { label: 'Service account reviewed', data: facts },
  'member.email-changed': { label: 'E-mail of a member changed', data: changes },
  'provisioning.token-made': { label: 'Provisioning token made', data: facts },
  'provisioning.token-revoked': { label: 'Provisioning token revoked', data: facts },
  'provisioning.changed': { label: 'Provisioning changed', data: changes },
  'provisioning.member-changed': { label: 'Identity of a member changed', data: changes },
  'provisioning.group-added': { label: 'Group added', data: facts },
  'provisioning.group-changed': { label: 'Group changed', data: facts },
  'provisioning.group-removed': { label: 'Group removed', data: facts },
  'provisioning.group-mapped': { label: 'Role of a group chosen', data: changes },
  'access.denied': { label: 'Access denied', data: facts },
  'access.refused': { label: 'Request from another site refused', data: facts },
  'forwarding.set': { label: 'Sending of events set up', data: facts },
  'forwarding.ended': { label: 'Sending of events ended', data: facts },
} as const satisfies Record<string, { label: string; data: z.ZodType }>;

export type EventType = keyof typeof eventTypes;

/** One thing that happened, in the past tense. */
export type DomainEvent = {
  [T in EventType]: {
    type: T;
    subject: { type: string; id: string };
    data: z.infer<(typeof eventTypes)[T]['data']>;
  };
}[EventType];

/** Events of the instance: before or beside any organization. */
export const instanceEventTypes = {
  'instance.set-up': 'Instance set up',
  'instance.started': 'Inplace started',
  'instance.stopped': 'Inplace stopped',
  'instance.not-stopped': 'Inplace was not stopped cleanly',
  'checkpoint.refused': 'Audit log does not fit, not sealed',
  'session.started': 'Signed in',
  'session.ended': 'Signed out',
  'session.revoked': 'Session ended elsewhere',
  'sign-in.failed': 'Sign-in failed',
  'sign-in.locked': 'Account locked after failed sign-ins',
  'password.changed': 'Password changed',
  'password.reset-asked': 'New password asked for',
  'password.reset': 'Password reset by mail',
  'password.removed': 'Password removed with the old address',
  'second-factor.added': 'Authenticator app set up',
  'second-factor.removed': 'Second factor removed',
  'second-factor.app-removed': 'Authenticator app removed',
  'passkey.added': 'Passkey added',
  'passkey.removed': 'Passkey removed',
  'recovery-codes.made': 'Recovery codes made',
  'recovery-code.used': 'Recovery code used',
  'person.confirmed': 'Confirmed with a second factor',
  'person.confirmed-by-passkey': 'Confirmed with a passkey',
  'person.confirmed-by-password': 'Confirmed with the password',
  'person.confirmed-by-provider': 'Confirmed at the sign-on provider',
  'sample.removed': 'Sample organization removed',
} as const;
export type InstanceEventType = keyof typeof instanceEventTypes;

/**
 * Differences between two flat records, for `changed` events.
 * Only the named fields are looked at; dates must already be calendar days.
 */
export function changesBetween<T extends object>(
  before: T,
  after: Partial<T>,
  fields: readonly (keyof T & string)[],
): Changes {
  const found: Changes = {};
  for (const field of fields) {
    if (!(field in after)) continue;
    const from = plain(before[field]);
    const to = plain(after[field]);
    if (JSON.stringify(from) !== JSON.stringify(to)) found[field] = { from, to };
  }
  return found;
}

function plain(input: unknown): z.infer<typeof value> {
  if (input === undefined || input === null) return null;
  if (typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean') return input;
  if (input instanceof Date) return input.toISOString().slice(0, 10);
  if (Array.isArray(input)) return input.map(String);
  return JSON.stringify(input);
}
