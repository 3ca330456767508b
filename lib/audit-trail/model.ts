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
  'member.ended': { label: 'Membership ended', data: facts },
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
  'integration.added': { label: 'Integration added', data: facts },
  'integration.changed': { label: 'Integration changed', data: changes },
  'integration.archived': { label: 'Integration archived', data: facts },
  'integration.restored': { label: 'Integration restored', data: facts },
  'questionnaire.decided': { label: 'Questionnaire decided', data: facts },
  'assessment.created': { label: 'Assessment created', data: facts },
  'assessment.changed': { label: 'Assessment changed', data: changes },
  'assessment.archived': { label: 'Assessment archived', data: facts },
  'assessment.restored': { label: 'Assessment restored', data: facts },
  'assessment.revised': { label: 'Correction started', data: facts },
  'response.recorded': {
    label: 'Answer recorded',
    data: z.object({ requirementNumber: z.string(), row: z.number(), version: z.number(), changes }),
  },
  'evidence.added': { label: 'Evidence added', data: facts },
  'evidence.changed': { label: 'Evidence changed', data: changes },
  'evidence.file-added': { label: 'Evidence file added', data: facts },
  'evidence.linked': { label: 'Evidence linked', data: facts },
  'evidence.unlinked': { label: 'Evidence unlinked', data: facts },
  'evidence.archived': { label: 'Evidence removed', data: facts },
  'evidence.restored': { label: 'Evidence restored', data: facts },
  'evidence.downloaded': { label: 'Evidence downloaded', data: facts },
  'evidence.damaged': { label: 'Evidence file damaged', data: facts },
  'activity.planned': { label: 'Activity planned', data: facts },
  'activity.changed': { label: 'Activity changed', data: changes },
  'activity.archived': { label: 'Activity archived', data: facts },
  'activity.restored': { label: 'Activity restored', data: facts },
  'activity.completed': { label: 'Activity done', data: facts },
  'activity.completion-corrected': { label: 'Record of an activity corrected', data: changes },
  'attestation.prepared': { label: 'Attestation form changed', data: changes },
  'attestation.signed': { label: 'Attestation signed', data: facts },
  'attestation.document-filed': { label: 'Signed document filed', data: facts },
  'submission.recorded': { label: 'Submission recorded', data: facts },
  'submission.changed': { label: 'Submission changed', data: changes },
  'report.exported': { label: 'Report exported', data: facts },
  'audit-trail.read': { label: 'Audit log read', data: facts },
  'audit-trail.verified': { label: 'Audit log checked', data: facts },
  'audit-trail.exported': { label: 'Audit log exported', data: facts },
  'access.denied': { label: 'Access denied', data: facts },
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
  'session.started': 'Signed in',
  'session.ended': 'Signed out',
  'session.revoked': 'Session ended by somebody',
  'sign-in.failed': 'Sign-in failed',
  'sign-in.locked': 'Account locked after failed sign-ins',
  'password.changed': 'Password changed',
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
