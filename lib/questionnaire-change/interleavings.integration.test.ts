import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unsafeTest } from '@/lib/assessment/testing';
import { confirmCarried } from '@/lib/carry-over/commands';
import { changeMany } from '@/lib/checklist-table/commands/bulk';
import { undoMany } from '@/lib/checklist-table/commands/undo';
import { keepConfirmed } from '@/lib/checklist-table/operations';
import { bulkInput } from '@/lib/checklist-table/schema';
import { AppError } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestMember, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { makeAssessment } from '@/lib/response/testing';
import { change, decideOn, listed, makeCovered, numbersOf, unsafeForgetTurns } from './testing';

/** How many interleavings; the bench asks for ten thousand and reads what they came to. */
// biome-ignore lint/style/noProcessEnv: a setting of this test, not of the app
const { INTERLEAVINGS = '25', INTERLEAVINGS_RESULT } = process.env;
const RUNS = Number(INTERLEAVINGS);
/** Interleavings on one assessment, so that its history stays short enough to be read whole. */
const TOGETHER = 25;

const PEOPLE = 5;
const inBoth = numbersOf('A').filter((number) => numbersOf('A-EP').includes(number));
const onlyOne = numbersOf('A-EP').filter((number) => !numbersOf('A').includes(number));
const targets = [...inBoth.slice(0, 3), ...onlyOne.slice(0, 2)];
const carriedOnes = inBoth.slice(3, 6);

type Acknowledged = { number: string; version: number; finding?: string | null; text?: string };
type Person = {
  member: TestMember;
  /** The versions that this person's page shows. */
  seen: Map<string, number>;
  last: Acknowledged | null;
  bulk: { changeId: string; versions: Map<string, number> } | null;
};

const step = fc.record({
  who: fc.nat(PEOPLE - 1),
  what: fc.constantFrom('SAVE', 'SAVE', 'SAVE', 'UNDO', 'BULK', 'BULK_UNDO', 'CARRY', 'SWITCH', 'LOOK'),
  target: fc.nat(targets.length - 1),
  /** Before it begins, everything that runs comes to its end. */
  waits: fc.boolean(),
});

type World = {
  assessmentId: string;
  decisions: readonly [string, string];
  people: Person[];
  acknowledged: Acknowledged[];
};

let counter = 0;
const counted = { lost: 0, refused: 0, acknowledged: 0 };

const versionsOf = (assessmentId: string) =>
  unsafeRows<{ number: string; version: number; finding: string | null; text: string }>(
    `SELECT replace("requirementKey", 'pci-dss:', '') AS number, "version", "finding", "notApplicableReason" AS text
       FROM "Response" WHERE "assessmentId" = $1 AND "row" = 0 AND "requirementKey" = ANY ($2)`,
    [assessmentId, [...targets, ...carriedOnes].map((number) => `pci-dss:${number}`)],
  );

async function makeWorld(): Promise<World> {
  const ours = await makeOrganization();
  const { assessmentId } = await makeCovered(ours, 'A-EP');
  const before = await makeAssessment(ours, 'A-EP');
  for (const number of carriedOnes) {
    await unsafeTest(ours, assessmentId, number);
    await unsafeRows(
      `INSERT INTO "CarriedAnswer" ("organizationId", "assessmentId", "requirementKey", "row", "fromAssessmentId", "fields", "answeredAt", "answeredByName", "expiredEvidence")
       VALUES ($1, $2, $3, 0, $4, $5, now(), 'Priya Raman', '{}')`,
      [
        ours.organizationId,
        assessmentId,
        `pci-dss:${number}`,
        before,
        { finding: 'NOT_APPLICABLE', notApplicableReason: 'As last year' },
      ],
    );
  }
  const members: TestMember[] = [ours];
  while (members.length < PEOPLE) members.push(await ours.addMember({ role: 'COMPLIANCE_OFFICER' }));
  return {
    assessmentId,
    decisions: [await decideOn(ours, assessmentId, 'A'), await decideOn(ours, assessmentId, 'A-EP')],
    people: members.map((member) => ({ member, seen: new Map(), last: null, bulk: null })),
    acknowledged: [],
  };
}

async function save(
  world: World,
  person: Person,
  number: string,
  version: number,
  changes: { finding: 'IN_PLACE' | 'NOT_APPLICABLE'; notApplicableReason: string },
): Promise<void> {
  const target = { assessmentId: world.assessmentId, requirementNumber: number };
  const done = await recordResponse(person.member.grant('response:record'), target, {
    row: 0,
    version,
    changes,
  });
  if (done.outcome === 'CONFLICT') {
    counted.refused += 1;
    person.seen.set(number, done.current.version);
    return;
  }
  person.seen.set(number, done.version);
  if (done.version === version) return; // nothing was different
  person.last = {
    number,
    version: done.version,
    finding: changes.finding,
    text: changes.notApplicableReason,
  };
  world.acknowledged.push(person.last);
}

const works: Record<string, (world: World, person: Person, number: string) => Promise<void>> = {
  async LOOK({ assessmentId }, person) {
    for (const row of await versionsOf(assessmentId)) person.seen.set(row.number, row.version);
  },
  SAVE(world, person, number) {
    counter += 1;
    return save(world, person, number, person.seen.get(number) ?? 0, {
      finding: counter % 2 === 0 ? 'IN_PLACE' : 'NOT_APPLICABLE',
      notApplicableReason: `save ${counter}`,
    });
  },
  /** What Z does: the answer before, on top of one's own last save. */
  async UNDO(world, person) {
    if (!person.last) return;
    const { number, version } = person.last;
    person.last = null;
    counter += 1;
    const changes = { finding: 'IN_PLACE' as const, notApplicableReason: `undo ${counter}` };
    await save(world, person, number, version, changes);
  },
  async BULK(world, person) {
    const { assessmentId, acknowledged } = world;
    const requirements = targets.map((number) => `${number}:${person.seen.get(number) ?? 0}`);
    const input = parseInput(bulkInput, { requirements, finding: 'NOT_IN_PLACE', replace: 'on' });
    const grants = { record: person.member.grant('response:record'), assign: null };
    const { changeId, plan } = await changeMany(grants, assessmentId, input);
    const versions = new Map<string, number>();
    for (const { requirementNumber: number } of plan.find(({ part }) => part === 'ANSWER')?.changes ?? []) {
      const version = (person.seen.get(number) ?? 0) + 1;
      versions.set(number, version);
      person.seen.set(number, version);
      acknowledged.push({ number, version, finding: 'NOT_IN_PLACE' });
    }
    if (changeId) person.bulk = { changeId, versions };
  },
  async BULK_UNDO({ assessmentId, acknowledged }, person) {
    if (!person.bulk) return;
    const { changeId, versions } = person.bulk;
    person.bulk = null;
    const grants = { record: person.member.grant('response:record'), assign: null };
    const { restored } = await undoMany(grants, assessmentId, { changeId });
    for (const number of restored) {
      const version = (versions.get(number) ?? 0) + 1;
      person.seen.set(number, version);
      acknowledged.push({ number, version });
    }
  },
  async CARRY({ assessmentId, acknowledged }, person) {
    const wish = { requirementNumbers: carriedOnes, test: null };
    const record = person.member.grant('response:record');
    const { confirmed } = await confirmCarried(record, assessmentId, wish, keepConfirmed);
    for (const number of confirmed)
      acknowledged.push({ number, version: 1, finding: 'NOT_APPLICABLE', text: 'As last year' });
  },
  async SWITCH({ assessmentId, decisions }, person) {
    const [now] = await unsafeRows<{ questionnaireId: string; version: number }>(
      'SELECT "questionnaireId", "version" FROM "Assessment" WHERE "id" = $1',
      [assessmentId],
    );
    if (!now) throw new Error('the assessment is gone');
    const decision = decisions[now.questionnaireId === 'A' ? 1 : 0];
    await change(person.member as Parameters<typeof change>[0], assessmentId, decision, now.version);
  },
};

/** Refusals are answers, too: what a colleague did meanwhile is said and nothing is written. */
async function attempt(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const isAnswer =
      error instanceof AppError && ['CONFLICT', 'NOT_FOUND', 'WRONG_STATE'].includes(error.code);
    if (!isAnswer) throw error;
    counted.refused += 1;
  }
}

/** Of one person one thing after the other, of different people at the same time. */
async function interleave(
  world: World,
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
) {
  const running = new Map<number, Promise<void>>();
  for (const { who, what, target, waits } of steps) {
    if (waits) await Promise.all(running.values());
    const person = world.people[who];
    const work = works[what];
    if (!person || !work) throw new Error(`nobody does ${what}`);
    const earlier = running.get(who) ?? Promise.resolve();
    running.set(
      who,
      earlier.then(() => attempt(work(world, person, targets[target] ?? ''))),
    );
  }
  await Promise.all(running.values());
}

/** What was acknowledged and is not there as it was acknowledged, and what is there without having been acknowledged. */
async function listLost({ assessmentId, acknowledged }: World): Promise<string[]> {
  const events = await unsafeRows<{
    number: string;
    version: number;
    finding: string | null;
    text: string | null;
  }>(
    `SELECT split_part(split_part("subjectId", 'pci-dss:', 2), '/', 1) AS number, ("text"::jsonb #>> '{data,version}')::int AS version,
            "text"::jsonb #>> '{data,changes,finding,to}' AS finding, "text"::jsonb #>> '{data,changes,notApplicableReason,to}' AS text
       FROM "AuditEvent" WHERE "type" = 'response.recorded' AND "subjectId" LIKE $1 || '/%'`,
    [assessmentId],
  );
  const eventOf = new Map(events.map((event) => [`${event.number} ${event.version}`, event]));
  const lost: string[] = [];
  if (eventOf.size !== events.length) lost.push('one version was recorded twice');
  const known = new Set<string>();
  for (const { number, version, finding, text } of acknowledged) {
    const key = `${number} ${version}`;
    if (known.has(key)) lost.push(`${key} was acknowledged twice`);
    known.add(key);
    const event = eventOf.get(key);
    if (!event) lost.push(`${key} was acknowledged and is nowhere`);
    else if (text !== undefined && event.text !== text) lost.push(`${key} says ${event.text}, not ${text}`);
    else if (finding && event.finding !== null && event.finding !== finding)
      lost.push(`${key} is ${event.finding}`);
  }
  for (const key of eventOf.keys())
    if (!known.has(key)) lost.push(`${key} was written and acknowledged to nobody`);
  for (const row of await versionsOf(assessmentId)) {
    const own = acknowledged.filter(({ number }) => number === row.number);
    const newest = Math.max(0, ...own.map(({ version }) => version));
    if (newest !== row.version) lost.push(`${row.number} is at ${row.version}, not ${newest}`);
    const text = own
      .filter((one) => one.text !== undefined)
      .sort((left, right) => right.version - left.version)[0];
    if (text && text.text !== row.text) lost.push(`${row.number} says ${row.text}, not ${text.text}`);
  }
  return lost;
}

test('whatever five people save, undo, answer together, take over and switch at the same time, nothing acknowledged is lost', async () => {
  let world = await makeWorld();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      if (runs % TOGETHER === 0) world = await makeWorld();
      runs += 1;
      await unsafeForgetTurns(world.assessmentId);
      await interleave(world, steps);
      const lost = await listLost(world);
      counted.lost += lost.length;
      // The bench reports how many; the test ends at the first.
      if (!INTERLEAVINGS_RESULT) expect(lost).toEqual([]);
      if (runs % TOGETHER !== 0) return;
      // What was set aside comes back as it was.
      await attempt(works.SWITCH?.(world, world.people[0] as Person, '') ?? Promise.resolve());
      const rows = await versionsOf(world.assessmentId);
      const [{ questionnaireId = '' } = {}] = await unsafeRows<{ questionnaireId: string }>(
        'SELECT "questionnaireId" FROM "Assessment" WHERE "id" = $1',
        [world.assessmentId],
      );
      const items = await listed(
        world.people[0]?.member as Parameters<typeof listed>[0],
        world.assessmentId,
        questionnaireId,
      );
      for (const {
        requirementNumber,
        rows: [first],
      } of items) {
        const row = rows.find(({ number }) => number === requirementNumber);
        if (row) expect([requirementNumber, first?.version]).toEqual([requirementNumber, row.version]);
      }
      counted.acknowledged += world.acknowledged.length;
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(counted.acknowledged).toBeGreaterThan(RUNS / 2);
  if (INTERLEAVINGS_RESULT) writeFileSync(INTERLEAVINGS_RESULT, JSON.stringify({ runs, ...counted }));
}, 3_600_000);
