import { beforeAll, describe, expect, it } from 'vitest';
import { unsafeMakeGrant } from '@/lib/access/grant';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { commit, recordInstanceEvent } from './commit';
import {
  type DomainEvent,
  type EventType,
  eventTypes,
  type InstanceEventType,
  instanceEventTypes,
} from './model';
import { refusedTypes } from './words';

/** What PCI DSS 10.2.1 wants to be logged, and the kinds of events that do it. */
const clauses: Record<string, readonly string[]> = {
  '10.2.1.1 access to sensitive data': [
    'evidence.downloaded',
    'report.exported',
    'report.package-exported',
    'checklist.exported',
    'audit-trail.exported',
  ],
  '10.2.1.2 what administrators do': [
    'member.invited',
    'member.role-changed',
    'member.ended',
    'member.enabled',
    'member.lock-lifted',
    'organization.changed',
    'sign-on.configured',
    'provisioning.changed',
    'forwarding.set',
  ],
  '10.2.1.3 access to the log': ['audit-trail.read', 'audit-trail.verified', 'audit-trail.exported'],
  '10.2.1.4 invalid access': [
    'access.denied',
    'sign-on.refused',
    'signing-link.refused',
    'sign-in.failed',
    'sign-in.locked',
  ],
  '10.2.1.5 credentials and roles': [
    'member.added',
    'member.role-changed',
    'member.second-factor-reset',
    'password.changed',
    'password.reset',
    'password.removed',
    'second-factor.added',
    'second-factor.removed',
    'passkey.added',
    'passkey.removed',
    'recovery-codes.made',
    'api-key.made',
    'api-key.revoked',
    'service-account.added',
  ],
  '10.2.1.6 starting and stopping the log': [
    'instance.started',
    'instance.stopped',
    'instance.not-stopped',
    'forwarding.set',
    'forwarding.ended',
  ],
  '10.2.1.7 making and removing': [
    'organization.created',
    'organization.sample-removed',
    'sample.removed',
    'assessment.created',
    'assessment.archived',
    'evidence.added',
    'evidence.archived',
    'provisioning.token-made',
    'provisioning.token-revoked',
  ],
};

let ours: TestOrganization;
beforeAll(async () => {
  ours = await makeOrganization({ role: 'ADMINISTRATOR' });
});

const from = '198.51.100.7';

/** Writes one of its kind through the only door that there is for it. */
async function happens(type: string, id: string): Promise<string> {
  const subject = { type: 'account', id };
  if (Object.hasOwn(instanceEventTypes, type)) {
    const actor = { id: ours.userId, name: ours.name, from };
    await recordInstanceEvent({ type: type as InstanceEventType, actor, subject });
    return 'InstanceEvent';
  }
  const { userId, name, role, organizationId, timeZone } = ours;
  const grant = unsafeMakeGrant('organization:manage', organizationId, timeZone, {
    userId,
    name,
    role,
    from,
  });
  const event = { type: type as EventType, subject, data: {} } as DomainEvent;
  await commit(grant, async () => ({ result: null, events: [event] }));
  return 'AuditEvent';
}

describe.each(Object.entries(clauses))('%s', (_clause, types) => {
  it.each(types)(
    '%s is an event that says who, what, when, from where, about what and how it ended',
    async (type) => {
      expect(Object.hasOwn(eventTypes, type) || Object.hasOwn(instanceEventTypes, type)).toBe(true);
      const id = crypto.randomUUID();
      const table = await happens(type, id);
      const [event] = await unsafeRows<{ type: string; actorId: string; text: string; seconds: number }>(
        `SELECT "type", "actorId", "text", abs(extract(epoch FROM now() - "at"))::int AS seconds FROM "${table}" WHERE "subjectId" = $1`,
        [id],
      );
      expect(event).toMatchObject({ type, actorId: ours.userId });
      expect(event?.seconds, 'the clock of the server').toBeLessThan(60);
      expect(JSON.parse(event?.text ?? '')).toMatchObject({
        type,
        actor: { id: ours.userId, name: ours.name, from },
        subject: { type: 'account', id },
      });
    },
  );
});

it('what was refused can be told from what was done, by its kind', () => {
  const { '10.2.1.4 invalid access': refused = [] } = clauses;
  const ofOrganizations = refused.filter((type) => Object.hasOwn(eventTypes, type));
  expect(ofOrganizations.filter((type) => !refusedTypes.includes(type))).toEqual([]);
  const done = Object.entries(clauses).flatMap(([clause, types]) =>
    clause.includes('invalid') ? [] : types,
  );
  expect(done.filter((type) => refusedTypes.includes(type))).toEqual([]);
});
