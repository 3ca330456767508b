import { beforeAll, describe, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeOwner } from '@/lib/platform/testing';
import { verifyAuditTrail } from './commands';
import { commit } from './commit';
import { recordReading } from './operations/reading';
import { findLastCheck, listEvents, listSubjectEvents } from './queries/list';
import { verifyChain } from './queries/verify';
import type { EventFilter } from './rules';

const blank: EventFilter = {
  before: null,
  type: '',
  person: '',
  subject: '',
  from: null,
  to: null,
  query: '',
  outcome: '',
  address: '',
};
/** The grant to read the log. */
const reader = (who: { grant: TestOrganization['grant'] }) => who.grant('audit-trail:read');

/** One event per name. */
async function record(who: TestOrganization, names: string[]): Promise<void> {
  for (const name of names) {
    await commit(who.grant('integration:manage'), async () => ({
      result: undefined,
      events: [
        { type: 'integration.added', subject: { type: 'integration', id: who.userId }, data: { name } },
      ],
    }));
  }
}

/** Changes the stored chain as somebody with the owner's rights could: the guard is switched off for it. */
async function tamper(who: TestOrganization, statement: string): Promise<void> {
  const client = await unsafeOwner().connect();
  try {
    await client.query('BEGIN');
    await client.query('ALTER TABLE "AuditEvent" DISABLE TRIGGER audit_event_guard');
    await client.query(statement, [who.organizationId]);
    await client.query('ALTER TABLE "AuditEvent" ENABLE TRIGGER audit_event_guard');
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

describe('reading the log', () => {
  let ours: TestOrganization;
  let theirs: TestOrganization;
  let second: Awaited<ReturnType<TestOrganization['addMember']>>;
  const sentences = async (filter: Partial<EventFilter> = {}) =>
    (await listEvents(reader(ours), { ...blank, ...filter })).events.map((event) =>
      event.sentence.map((part) => part.text).join(''),
    );

  beforeAll(async () => {
    [ours, theirs] = await Promise.all([makeOrganization({ name: 'Priya Raman' }), makeOrganization()]);
    second = await ours.addMember({ name: 'Hanne Vik' });
    await record(ours, ['Checkout', 'Hosted "fields" 100%', 'Call centre']);
    await record(theirs, ['Theirs']);
    await commit(second.grant('integration:manage'), async () => ({
      result: undefined,
      events: [
        {
          type: 'integration.changed',
          subject: { type: 'integration', id: ours.organizationId },
          data: { channels: { from: ['MOTO'], to: ['E_COMMERCE', 'MOTO'] }, dataFlow: { from: '', to: 'x' } },
        },
      ],
    }));
  });

  test('newest first, in sentences, with what was before and after; never another organization', async () => {
    const { events, older } = await listEvents(reader(ours), blank);
    expect(events.map((event) => event.sequence)).toEqual([4, 3, 2, 1]);
    expect(older).toBeNull();
    expect(await sentences()).toEqual([
      'changed the integration something: Channels, Data flow',
      'added the integration Call centre',
      'added the integration Hosted "fields" 100%',
      'added the integration Checkout',
    ]);
    expect(events[0]).toMatchObject({
      actorName: 'Hanne Vik',
      isSystem: false,
      isIntact: true,
      details: [
        { label: 'Channels', from: 'MOTO', to: 'E-commerce, MOTO' },
        { label: 'Data flow', from: 'empty', to: 'x' },
      ],
    });
    expect(events[3]).toMatchObject({
      previousHash: '0'.repeat(64),
      details: [{ label: 'Name', from: null, to: 'Checkout' }],
    });
    expect(events[2]?.previousHash).toBe(events[3]?.hash);
  });

  test.each([
    ['a kind', { type: 'integration.changed' }, 1],
    ['all kinds of a noun', { type: 'integration.' }, 4],
    ['a kind that is no kind', { type: '%' }, 0],
    ['words, with their quotes and signs as they are', { query: 'hosted "FIELDS" 100%' }, 1],
    ['a pattern finds nothing', { query: 'Check%out' }, 0],
    ['an attack', { query: `'; DROP TABLE "AuditEvent"; --` }, 0],
    ['the system', { person: 'system' }, 0],
    ['a person that is none', { person: "x' OR true --" }, 0],
    ['a day in the future', { from: '2099-01-01' }, 0],
    ['until a day in the past', { to: '2020-01-01' }, 0],
    ['all days', { from: '2020-01-01', to: '2099-01-01' }, 4],
    ['before an entry', { before: 3 }, 2],
    ['a subject without an id', { subject: 'integration:' }, 4],
  ])('filtered by %s', async (_words, filter, count) => {
    expect(await sentences(filter)).toHaveLength(count);
  });

  test('filtered by person, by subject and by the beginning of a hash', async () => {
    expect(await sentences({ person: second.userId })).toHaveLength(1);
    expect(await sentences({ subject: `integration:${ours.userId}` })).toHaveLength(3);
    const { events } = await listEvents(reader(ours), blank);
    expect(await sentences({ query: events[1]?.hash.slice(0, 10) ?? '' })).toEqual([
      'added the integration Call centre',
    ]);
    expect(await listSubjectEvents(reader(ours), { type: 'integration', id: ours.userId })).toHaveLength(3);
    expect(await listSubjectEvents(reader(theirs), { type: 'integration', id: ours.userId })).toEqual([]);
  });

  test('pages of fifty without gaps', async () => {
    const many = await makeOrganization();
    await record(
      many,
      Array.from({ length: 60 }, (_, index) => `Integration ${index}`),
    );
    const first = await listEvents(reader(many), blank);
    expect(first.events).toHaveLength(50);
    expect(first.older).toBe(11);
    const next = await listEvents(reader(many), { ...blank, before: first.older });
    expect(next.events.map((event) => event.sequence)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(next.older).toBeNull();
  });

  test('reading is recorded once per person and quarter of an hour', async () => {
    await recordReading(reader(ours));
    await recordReading(reader(ours));
    await recordReading(reader(second));
    expect(await sentences({ type: 'audit-trail.read' })).toEqual([
      'read the audit log',
      'read the audit log',
    ]);
  });

  test('more pages than somebody reads are not shown: the log leaves by the export, which asks who one is', async () => {
    const here = await makeOrganization();
    const turns = await Promise.all(Array.from({ length: 60 }, () => recordReading(reader(here))));
    expect(turns.every((wait) => wait === null)).toBe(true);
    expect(await recordReading(reader(here))).toBeGreaterThan(0);
    expect(await recordReading(reader(here))).toBeGreaterThan(0);
    expect(await recordReading(reader(await makeOrganization())), 'nobody else waits').toBeNull();
    const { events } = await listEvents(reader(here), { ...blank, type: 'access.denied' });
    expect(events).toHaveLength(1);
  });
});

describe('checking the chain', () => {
  test('an untouched one is intact, and the check is recorded with what it found', async () => {
    const ours = await makeOrganization();
    expect(await verifyChain(reader(ours))).toEqual({ entries: 0, problem: null });
    await record(ours, ['A', 'B', 'Ünïcode 💳']);
    expect(await verifyAuditTrail(reader(ours))).toEqual({ entries: 3, problem: null });
    expect(await findLastCheck(reader(ours))).toMatchObject({
      length: 4,
      check: { byName: 'Ada Lovelace', entries: 3, problem: null },
    });
  });

  test.each([
    [
      'the text of an entry',
      `UPDATE "AuditEvent" SET "text" = replace("text", 'B', 'X') WHERE "organizationId" = $1 AND "sequence" = 2`,
      2,
      /contents or the time/,
    ],
    [
      'the time of an entry by a millionth of a second',
      `UPDATE "AuditEvent" SET "at" = "at" + interval '1 microsecond' WHERE "organizationId" = $1 AND "sequence" = 2`,
      2,
      /contents or the time/,
    ],
    [
      'the person that the log shows',
      `UPDATE "AuditEvent" SET "actorName" = 'Nobody' WHERE "organizationId" = $1 AND "sequence" = 3`,
      3,
      /not what was sealed/,
    ],
    [
      'the subject that the log shows',
      `UPDATE "AuditEvent" SET "subjectId" = 'other' WHERE "organizationId" = $1 AND "sequence" = 1`,
      1,
      /not what was sealed/,
    ],
    [
      'a removed entry in the middle',
      `DELETE FROM "AuditEvent" WHERE "organizationId" = $1 AND "sequence" = 2`,
      3,
      /Entry 2 is missing/,
    ],
    [
      'the removed newest entry',
      `DELETE FROM "AuditEvent" WHERE "organizationId" = $1 AND "sequence" = 4`,
      4,
      /newest entries were removed/,
    ],
    [
      'an entry whose own hash was made to fit',
      `UPDATE "AuditEvent" SET "text" = '{}', "hash" = chain_hash("previousHash", "sequence", "at", '{}') WHERE "organizationId" = $1 AND "sequence" = 2`,
      2,
      /not what was sealed/,
    ],
    [
      'a well-formed entry with a hash that fits: the next one does not continue it',
      `UPDATE "AuditEvent" SET "text" = replace("text", 'B', 'X'), "hash" = chain_hash("previousHash", "sequence", "at", replace("text", 'B', 'X')) WHERE "organizationId" = $1 AND "sequence" = 2`,
      3,
      /does not continue/,
    ],
  ])('finds %s', async (_words, statement, sequence, words) => {
    const ours = await makeOrganization();
    await record(ours, ['A', 'B', 'C', 'D']);
    await tamper(ours, statement);
    const check = await verifyChain(reader(ours));
    expect(check.problem).toMatchObject({ sequence, words: expect.stringMatching(words) });
  });

  test('another organization’s broken chain does not concern ours', async () => {
    const [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
    await record(ours, ['A']);
    await record(theirs, ['A']);
    await tamper(theirs, `UPDATE "AuditEvent" SET "text" = '{}' WHERE "organizationId" = $1`);
    expect((await verifyChain(reader(ours))).problem).toBeNull();
    expect((await verifyChain(reader(theirs))).problem).not.toBeNull();
  });
});
