import { beforeAll, describe, expect, it } from 'vitest';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { exportFiltered } from './commands';
import { commit } from './commit';
import { recordDenied } from './operations/refusal';
import { listEvents } from './queries/list';
import { type EventFilter, parseEventFilter } from './rules';

const reader = (who: TestMember) => who.grant('audit-trail:read');
const filtered = (filter: Partial<EventFilter>): EventFilter => ({ ...parseEventFilter({}), ...filter });

async function add(who: TestMember, name: string, from?: string): Promise<void> {
  const grant = who.grant('integration:manage');
  await commit({ ...grant, actor: { ...grant.actor, from } }, async () => ({
    result: undefined,
    events: [{ type: 'integration.added', subject: { type: 'integration', id: who.userId }, data: { name } }],
  }));
}

async function countDenied(who: TestOrganization): Promise<string[]> {
  const rows = await unsafeRows<{ text: string }>(
    `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'access.denied' ORDER BY "sequence"`,
    [who.organizationId],
  );
  return rows.map((row) => `${JSON.parse(row.text).actor.name}: ${JSON.parse(row.text).data.permission}`);
}

describe('a refusal', () => {
  it('is one event per person and right within a minute, however many at once', async () => {
    const ours = await makeOrganization({ name: 'Ada' });
    const owner = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Otto' });
    const denied = (who: TestMember, permission: 'audit-trail:read' | 'member:manage') =>
      recordDenied(who.grant('organization:read'), { permission, address: '/audit-log' });
    await Promise.all(Array.from({ length: 20 }, () => denied(owner, 'audit-trail:read')));
    await denied(owner, 'member:manage');
    await denied(ours, 'audit-trail:read');
    expect(await countDenied(ours)).toEqual([
      'Otto: audit-trail:read',
      'Otto: member:manage',
      'Ada: audit-trail:read',
    ]);
  });

  it('is written again when the minute has passed', async () => {
    const ours = await makeOrganization({ name: 'Ada' });
    const denied = () =>
      recordDenied(ours.grant('organization:read'), { permission: 'member:manage', address: '/x' });
    await denied();
    await unsafeRows(`UPDATE "RateLimit" SET "expire" = 1 WHERE "key" LIKE '%' || $1 || '%'`, [ours.userId]);
    await denied();
    expect(await countDenied(ours)).toHaveLength(2);
  });

  it('says where, and is found among what was refused', async () => {
    const ours = await makeOrganization();
    await recordDenied(ours.grant('organization:read'), {
      permission: 'audit-trail:read',
      address: 'GET /api/audit-log\u0000',
    });
    const { events } = await listEvents(reader(ours), filtered({ outcome: 'refused' }));
    expect(events.map((event) => event.sentence.map((part) => part.text).join(''))).toEqual([
      'was refused at GET /api/audit-log: audit-trail:read',
    ]);
    expect(events[0]?.isRefused).toBe(true);
    expect((await listEvents(reader(ours), filtered({ outcome: 'succeeded' }))).events).toEqual([]);
  });
});

describe('filtering', () => {
  let ours: TestOrganization;
  const names = async (filter: Partial<EventFilter>) =>
    (await listEvents(reader(ours), filtered(filter))).events.map((event) => event.details[0]?.to);

  beforeAll(async () => {
    ours = await makeOrganization({ name: 'Ada' });
    await add(ours, 'Near', '10.0.0.1');
    await add(ours, 'says 10.0.0.1', '10.0.0.11');
    await add(ours, 'Far', '2001:db8::1');
  });

  it.each<[string, Partial<EventFilter>, string[]]>([
    ['a whole address and no text that holds it', { address: '10.0.0.1' }, ['Near']],
    ['an address of IPv6', { address: '2001:db8::1' }, ['Far']],
    ['a group of kinds', { type: 'register' }, ['Far', 'says 10.0.0.1', 'Near']],
    ['another group', { type: 'evidence' }, []],
    ['a group that is none', { type: 'constructor' }, []],
  ])('by %s', async (_words, filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  it('finds the events of a thing by its name of today, which they do not hold', async () => {
    await unsafeRows(
      `INSERT INTO "LegalEntity" ("organizationId", "id", "name", "entityType") VALUES ($1, $2, 'Marlow GmbH', 'MERCHANT')`,
      [ours.organizationId, ours.userId],
    );
    await commit(ours.grant('legal-entity:manage'), async () => ({
      result: undefined,
      events: [
        { type: 'legal-entity.archived', subject: { type: 'legal-entity', id: ours.userId }, data: {} },
      ],
    }));
    const { events } = await listEvents(reader(ours), filtered({ query: 'marlow' }));
    expect(events.map((event) => event.type)).toContain('legal-entity.archived');
    expect(events[0]?.subject).toEqual({ type: 'legal-entity', id: ours.userId, name: 'Marlow GmbH' });
  });

  it('looks for words in a bounded part at a time, and misses and repeats nothing', async () => {
    const busy = await makeOrganization({ name: 'Busy' });
    for (let count = 1; count <= 30; count += 1) await add(busy, count % 7 === 0 ? `rare ${count}` : 'x');
    const seen: string[] = [];
    const looks: number[] = [];
    let before: number | null = null;
    do {
      const page = await listEvents(reader(busy), filtered({ query: 'rare', before }), {
        limit: 2,
        lookedThrough: 10,
      });
      seen.push(...page.events.map((event) => event.details[0]?.to ?? ''));
      looks.push(page.lookedFrom);
      before = page.older;
    } while (before !== null);
    expect(seen).toEqual(['rare 28', 'rare 21', 'rare 14', 'rare 7']);
    expect(looks).toEqual([21, 11, 1]);
  });
});

describe('the export of what a filter shows', () => {
  it('is a CSV in which nothing runs, and an event that names the filter', async () => {
    const ours = await makeOrganization({ name: '=HYPERLINK("x")' });
    await add(ours, '@cmd');
    await add(ours, 'other');
    const pieces = await exportFiltered(reader(ours), filtered({ query: 'cmd', person: ours.userId }));
    const [head, ...lines] = (await new Response(pieces).text()).trimEnd().split('\r\n');
    expect(head).toMatch(/^"Number","Time \(UTC\)","Time \(Europe\/Berlin\)","Who"/);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`"'=HYPERLINK(""x"")"`);
    expect(lines[0]).toContain('added the integration @cmd');
    const { events } = await listEvents(reader(ours), filtered({ type: 'audit-trail.exported' }));
    expect(events.map((event) => event.sentence.map((part) => part.text).join(''))).toEqual([
      'exported the audit log as CSV: words cmd, who =HYPERLINK("x")',
    ]);
  });

  it('holds every entry once, in batches', async () => {
    const ours = await makeOrganization();
    await unsafeRows(
      `WITH set AS MATERIALIZED (SELECT set_config('app.organization_id', $1, true))
       SELECT append_event($1::uuid, 'report.exported', NULL, 'Inplace', 'assessment', 'x', '{"type":"report.exported","data":{}}') FROM set, generate_series(1, 1203)`,
      [ours.organizationId],
    );
    const text = await new Response(await exportFiltered(reader(ours), filtered({}))).text();
    const numbers = text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => Number(/^"(\d+)"/.exec(line)?.[1]));
    expect(numbers).toEqual(Array.from({ length: 1203 }, (_, index) => 1203 - index));
  });
});
