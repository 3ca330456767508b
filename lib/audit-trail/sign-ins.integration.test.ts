import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { roles } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { type InstanceEvent, recordInstanceEvent } from './commit';
import { recordReading } from './operations/reading';
import { findReview } from './queries/review';
import { listSignIns } from './queries/sign-ins';
import type { PlaceFilter } from './rules';

const all: PlaceFilter = { before: null, person: '', from: null, to: null, outcome: '', address: '' };

type Happening = {
  type: InstanceEvent['type'];
  of: TestMember | null;
  by?: TestMember | null;
  from?: string;
  data?: InstanceEvent['data'];
};

async function happens({ type, of, by = of, from, data }: Happening): Promise<void> {
  await recordInstanceEvent({
    type,
    actor: { id: by?.userId ?? null, name: by?.name ?? 'unknown', from },
    subject: { type: 'account', id: of?.userId ?? 'unknown' },
    ...(data && { data }),
  });
}

async function shown(who: { grant: TestMember['grant'] }, filter: Partial<PlaceFilter> = {}) {
  const { signIns } = await listSignIns(who.grant('audit-trail:read'), { ...all, ...filter });
  return signIns.map(
    (entry) => `${entry.personName}: ${entry.what}${entry.byName ? ` by ${entry.byName}` : ''}`,
  );
}

/** Makes somebody a member of a second organization. */
async function joins(organization: TestOrganization, member: TestMember, createdAt: string): Promise<void> {
  await unsafeRows(
    `INSERT INTO "Membership" ("organizationId", "id", "userId", "role", "createdAt") VALUES ($1, gen_random_uuid(), $2, 'ASSESSOR', now() + $3::interval)`,
    [organization.organizationId, member.userId, createdAt],
  );
}

async function asApp<R>(
  context: { organizationId: string; userId: string },
  work: (client: pg.Client) => Promise<R>,
): Promise<R> {
  const client = new pg.Client({ connectionString: inject('appUrl') });
  await client.connect();
  try {
    await client.query(
      `SELECT set_config('app.organization_id', $1, false), set_config('app.user_id', $2, false)`,
      [context.organizationId, context.userId],
    );
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('the sign-ins of an organization', () => {
  let ours: TestOrganization;
  let theirs: TestOrganization;
  let sam: TestMember;

  beforeAll(async () => {
    ours = await makeOrganization({ name: 'Ada Ours' });
    theirs = await makeOrganization({ name: 'Boris Theirs' });
    sam = await ours.addMember({ name: 'Sam Both' });
    await happens({ type: 'session.started', of: ours, from: '10.0.0.1', data: { secondFactor: 'PASSKEY' } });
    await happens({ type: 'sign-in.failed', of: ours, from: '10.0.0.66' });
    await happens({ type: 'session.started', of: theirs, from: '192.0.2.9' });
    await happens({ type: 'sign-in.failed', of: null, from: '203.0.113.5' });
  });

  it('are those of its members, with who, what, from where and what came of it', async () => {
    expect(await shown(ours)).toEqual(['Ada Ours: Sign-in failed', 'Ada Ours: Signed in']);
    expect(await shown(theirs)).toEqual(['Boris Theirs: Signed in']);
  });

  it.each<[string, Partial<PlaceFilter>, string[]]>([
    ['outcome', { outcome: 'refused' }, ['Ada Ours: Sign-in failed']],
    ['address', { address: '10.0.0.1' }, ['Ada Ours: Signed in']],
    ['an address of somebody else', { address: '192.0.2.9' }, []],
    ['days before', { to: '2020-01-01' }, []],
    ['no id of a person', { person: 'x' }, []],
  ])('are filtered by %s', async (_words, filter, expected) => {
    expect(await shown(ours, filter)).toEqual(expected);
  });

  it('of a stranger stay hidden when their id is asked for', async () => {
    expect(await shown(ours, { person: theirs.userId })).toEqual([]);
  });

  it('of a session belong to the person whose session it is', async () => {
    const sessionId = randomUUID();
    await unsafeRows(
      `INSERT INTO "Session" ("id", "userId", "absoluteEnd") VALUES ($1, $2, now() + interval '1 hour')`,
      [sessionId, sam.userId],
    );
    await recordInstanceEvent({
      type: 'session.started',
      actor: { id: sam.userId, name: sam.name },
      subject: { type: 'session', id: sessionId },
    });
    expect(await shown(ours, { person: sam.userId })).toEqual(['Sam Both: Signed in']);
  });

  it('begin with the membership and end with it', async () => {
    await joins(theirs, sam, '0 seconds');
    expect(await shown(theirs, { person: sam.userId })).toEqual([]);
    await happens({ type: 'password.changed', of: sam });
    expect(await shown(theirs, { person: sam.userId })).toEqual(['Sam Both: Password changed']);
    await unsafeRows(
      'UPDATE "Membership" SET "endedAt" = now() WHERE "organizationId" = $1 AND "userId" = $2',
      [theirs.organizationId, sam.userId],
    );
    await happens({ type: 'passkey.added', of: sam });
    expect(await shown(theirs, { person: sam.userId })).toEqual(['Sam Both: Password changed']);
    expect((await shown(ours, { person: sam.userId }))[0]).toBe('Sam Both: Passkey added');
  });

  it('do not name a person of another organization who acted, nor where from', async () => {
    await happens({ type: 'second-factor.removed', of: sam, by: theirs, from: '192.0.2.77' });
    const { signIns } = await listSignIns(ours.grant('audit-trail:read'), { ...all, person: sam.userId });
    expect(signIns[0]).toMatchObject({
      what: 'Second factor removed',
      byName: 'somebody outside this organization',
      from: null,
    });
    expect(JSON.stringify(signIns)).not.toMatch(/Boris|192\.0\.2\.77/);
    expect(await shown(ours, { address: '192.0.2.77' })).toEqual([]);
  });

  it('are paged without a gap or a repeat', async () => {
    const busy = await makeOrganization({ name: 'Busy' });
    for (let count = 0; count < 120; count += 1) await happens({ type: 'session.started', of: busy });
    const seen: number[] = [];
    let before: number | null = null;
    do {
      const page = await listSignIns(busy.grant('audit-trail:read'), { ...all, before });
      seen.push(...page.signIns.map((entry) => entry.sequence));
      before = page.older;
    } while (before !== null);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
  });
});

describe('the wall around sign-ins', () => {
  it('cannot be passed by a plain query of the app', async () => {
    const ours = await makeOrganization();
    const refused = await asApp(ours, async (client) => {
      const answers: string[] = [];
      for (const query of [
        'SELECT * FROM "InstanceEvent"',
        'SELECT * FROM "InstanceEventPerson"',
        'SELECT * FROM instance_events_after(0, 1000, 10)',
      ])
        answers.push(
          await client.query(query).then(
            () => 'answered',
            (error: { code: string }) => error.code,
          ),
        );
      return answers;
    });
    expect(refused).toEqual(['42501', '42501', '42501']);
  });

  it('opens for no other organization than the one that is set', async () => {
    const [ours, theirs] = [await makeOrganization(), await makeOrganization()];
    const asked = asApp(ours, (client) =>
      client.query('SELECT * FROM sign_in_events($1, NULL, NULL, NULL, NULL, NULL, NULL, 10)', [
        theirs.organizationId,
      ]),
    );
    await expect(asked).rejects.toMatchObject({ code: '42501' });
  });

  it('opens for the roles that may read the audit trail, and for a member of this organization', async () => {
    const ours = await makeOrganization();
    for (const role of roles) {
      const member = await ours.addMember({ role });
      const context = { organizationId: ours.organizationId, userId: member.userId };
      const answer = await asApp(context, (client) =>
        client.query('SELECT * FROM sign_in_counts($1, now())', [ours.organizationId]).then(
          () => 'shown',
          (error: { code: string }) => error.code,
        ),
      );
      expect(`${role} ${answer}`).toBe(`${role} ${isAllowed(role, 'audit-trail:read') ? 'shown' : '42501'}`);
    }
    const stranger = { organizationId: ours.organizationId, userId: (await makeOrganization()).userId };
    const asked = asApp(stranger, (client) =>
      client.query('SELECT * FROM sign_in_counts($1, now())', [ours.organizationId]),
    );
    await expect(asked).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the review since the last look', () => {
  it('counts what came after it, and strangers without a name', async () => {
    const ours = await makeOrganization();
    const grant = ours.grant('audit-trail:read');
    await recordReading(grant);
    expect(await findReview(grant)).toMatchObject({ since: null, failedSignIns: 0 });
    await happens({ type: 'sign-in.failed', of: ours });
    await happens({ type: 'sign-in.locked', of: ours });
    await happens({ type: 'sign-in.failed', of: null });
    await happens({ type: 'sign-in.failed', of: await makeOrganization() });
    // As a quarter of an hour later: reading again within it is the same look.
    await unsafeRows('ALTER TABLE "AuditEvent" DISABLE TRIGGER audit_event_guard');
    await unsafeRows(
      `UPDATE "AuditEvent" SET "at" = "at" - interval '1 hour' WHERE "organizationId" = '${ours.organizationId}'`,
    );
    await unsafeRows('ALTER TABLE "AuditEvent" ENABLE TRIGGER audit_event_guard');
    await recordReading(grant);
    const review = await findReview(grant);
    expect(review.since).toBeInstanceOf(Date);
    expect(review).toMatchObject({ failedSignIns: 1, locks: 1, refused: 0, logExports: 0, reportExports: 0 });
    expect(review.unknownSignIns).toBeGreaterThanOrEqual(1);
  });
});
