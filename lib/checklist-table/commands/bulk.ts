import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import {
  type AssignedNotice,
  assertAssignable,
  type Given,
  give,
  tellAssigned,
} from '@/lib/assignment/operations';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { recordRows } from '@/lib/response/operations/record-rows';
import { requirementKeyOf } from '@/lib/response/queries';
import { basisOf } from '@/lib/response/rules/basis';
import { writeReview } from '@/lib/review/operations';
import { type TagChange, writeTags } from '@/lib/tag/operations';
import { unsafeListKnown } from '@/lib/tag/queries';
import { spelledAsKnown, tagsAfter } from '@/lib/tag/rules';
import { checkedJointTester, fullOfTests, recordTests } from '@/lib/test-record/operations';
import type { BulkBefore, BulkOutcome, BulkPart, PartPlan } from '../model';
import { pickReview } from '../operations';
import { planBulk } from '../rules/plan';
import type { BulkInput } from '../schema';
import { chosenOf, type Held, openForMany } from './held';

type WeighedTest = NonNullable<BulkInput['test']> & { performedByName: string };

/** What came of it, and whom to tell by mail that something is assigned to them now. */
type Told = { outcome: BulkOutcome; notice: AssignedNotice | null };

export type BulkGrants = {
  record: Grant<'response:record'>;
  /** Needed to assign. */
  assign: Grant<'assignment:manage'> | null;
};

/**
 * What a joint change would do to each requirement and what it would leave, with why; nothing is written. Throws as
 * changeMany() does, RATE_LIMITED after more than a form asks for.
 */
export async function previewMany(
  grants: BulkGrants,
  assessmentId: string,
  input: BulkInput,
): Promise<PartPlan[]> {
  await spendRecordedTurn('joint-preview', grants.record);
  return read(grants.record, async (tx) => {
    const held = await openForMany(tx, grants.record, assessmentId, false);
    return (await weigh(tx, grants, held, input)).plan;
  });
}

/**
 * Answers, records a test, assigns, tags and says "ready for review" for many requirements in one transaction. What does not
 * fit is left and named. Keeps what was before, for undoMany(). Throws NOT_FOUND out of reach, WRONG_STATE for what is signed or
 * archived, INVALID for an answer that the questionnaire does not offer and for a person or a day that cannot be (of a test
 * too), FORBIDDEN without the grant to assign, RATE_LIMITED after too many in a minute, CONFLICT while somebody else changes
 * many.
 */
export async function changeMany(
  grants: BulkGrants,
  assessmentId: string,
  input: BulkInput,
): Promise<BulkOutcome> {
  const { record } = grants;
  const byId = record.actor.userId;
  if (!byId) throw new Error('a joint change needs a person');
  await spendRecordedTurn('joint', record);
  const { outcome, notice } = await commit<Told>(record, async (tx) => {
    const held = await openForMany(tx, record, assessmentId, true);
    const { plan, wish } = await weigh(tx, grants, held, input);
    const fitting = (part: BulkPart) =>
      plan.find((one) => one.part === part)?.changes.map((one) => one.requirementNumber) ?? [];
    if (plan.every(({ changes }) => changes.length === 0))
      return unchanged({ outcome: { changeId: null, plan }, notice: null });

    const itemOf = new Map(held.checklist.items.map((item) => [item.requirementNumber, item]));
    const reviewed = await tx.requirementReview.findMany({
      where: { organizationId: held.organizationId, assessmentId },
    });
    const answers = answersBefore(held, fitting('ANSWER'), input.finding);
    const given = await writeAssignments(tx, grants, held, fitting('ASSIGN'), input);
    const tagged = fitting('TAG').map((requirementNumber): TagChange => {
      const before = held.tags.get(requirementNumber);
      const from = before?.tags ?? [];
      return {
        requirementNumber,
        from,
        to: tagsAfter(from, { add: wish.addTags, remove: wish.removeTags }) ?? from,
        version: before?.version ?? 0,
      };
    });
    const { tests, events: recorded } = await writeTests(tx, record, held, fitting('TEST'), wish.test);
    const events: DomainEvent[] = await writeTags(tx, { ...held, assessmentName: held.name }, tagged);

    const readyAt = now();
    const ready = new Set(fitting('READY'));
    const raised = new Map<string, number>();
    for (const { requirementNumber } of answers)
      raised.set(requirementNumber, (raised.get(requirementNumber) ?? 0) + 1);
    for (const requirementNumber of ready) {
      const item = itemOf.get(requirementNumber);
      const basis = (item ? basisOf(item.rows) : 0) + (raised.get(requirementNumber) ?? 0);
      const place = {
        organizationId: held.organizationId,
        assessmentId,
        requirementKey: requirementKeyOf(requirementNumber),
      };
      await writeReview(tx, place, {
        state: 'READY',
        basis,
        reason: '',
        byId,
        byName: record.actor.name,
        at: readyAt,
      });
    }

    const touched = new Set([...raised.keys(), ...ready]);
    const before: BulkBefore = {
      answers,
      reviews: [...touched].map((requirementNumber) => {
        const row = reviewed.find((one) => one.requirementKey === requirementKeyOf(requirementNumber));
        const item = itemOf.get(requirementNumber);
        return {
          requirementNumber,
          before: row ? pickReview(row) : null,
          basis: item ? basisOf(item.rows) : 0,
          readyAt: ready.has(requirementNumber) ? readyAt.toISOString() : null,
        };
      }),
      tags: tagged.map(({ requirementNumber, from, version }) => ({
        requirementNumber,
        tags: [...from],
        version: version + 1,
      })),
      tests,
      assigned: given && input.userId ? { userId: input.userId, dueOn: input.dueOn, ...given } : null,
    };
    const { id: changeId } = await tx.bulkChange.create({
      data: { organizationId: held.organizationId, assessmentId, byId, before },
      select: { id: true },
    });
    // Last: the first event takes the lock that everybody waits for, and nothing else is waited for then.
    await writeAnswers(tx, record, assessmentId, answers, input.finding);
    events.push(...recorded);
    const subject = { type: 'assessment', id: assessmentId };
    if (given) {
      events.push({
        type: 'assignment.made',
        subject,
        data: {
          name: held.name,
          person: wish.assign?.name ?? '',
          requirements: fitting('ASSIGN').join(', '),
          dueOn: input.dueOn,
        },
      });
    }
    if (ready.size > 0) {
      events.push({
        type: 'review.asked',
        subject,
        data: { name: held.name, requirements: [...ready].join(', ') },
      });
    }
    const all = new Set(plan.flatMap(({ changes }) => changes.map((one) => one.requirementNumber)));
    events.push({
      type: 'assessment.bulk-changed',
      subject,
      data: {
        name: held.name,
        changeId,
        requirements: [...all].join(', '),
        ...Object.fromEntries(plan.map(({ part, changes }) => [part.toLowerCase(), changes.length])),
      },
    });
    const notice =
      given && input.userId
        ? { userId: input.userId, assessmentName: held.name, dueOn: input.dueOn, given }
        : null;
    return { result: { outcome: { changeId, plan }, notice }, events: eventList(events) };
  });
  if (grants.assign && notice) tellAssigned(grants.assign, notice);
  return outcome;
}

async function weigh(tx: Transaction, { record, assign }: BulkGrants, held: Held, input: BulkInput) {
  const { finding, userId, dueOn } = input;
  if (finding && !held.checklist.form.options.includes(finding)) {
    throw new AppError('INVALID', undefined, {
      finding: ['The questionnaire of this assessment does not offer this answer.'],
    });
  }
  if (userId && !assign) throw new AppError('FORBIDDEN');
  const known = input.addTags.length > 0 ? await unsafeListKnown(tx, held.organizationId) : [];
  const wish = {
    finding,
    replace: input.replace,
    assign: userId && assign ? { name: await assertAssignable(tx, assign, { userId, dueOn }), dueOn } : null,
    addTags: spelledAsKnown(input.addTags, known),
    removeTags: input.removeTags,
    ready: input.ready,
    test: await weighTest(tx, record, held, input.test),
  };
  const full = wish.test ? await fullOfTests(tx, held.organizationId, held.assessmentId) : new Set<string>();
  const chosen = await chosenOf(tx, held, input.requirements, userId, full);
  return { wish, plan: planBulk(chosen, wish, held.checklist.form) };
}

/** The test with the name of who did it, or where it is wrong, by the field of its form. */
async function weighTest(
  tx: Transaction,
  grant: Grant<'response:record'>,
  held: Held,
  test: BulkInput['test'],
): Promise<WeighedTest | null> {
  if (!test) return null;
  return { ...test, performedByName: await checkedJointTester(tx, grant, held, test) };
}

async function writeTests(
  tx: Transaction,
  grant: Grant<'response:record'>,
  held: Held,
  numbers: readonly string[],
  test: WeighedTest | null,
): Promise<Awaited<ReturnType<typeof recordTests>>> {
  if (!test || numbers.length === 0) return { tests: [], events: [] };
  return recordTests(tx, grant, held, numbers, test);
}

/** Every row that says something else, with what it says and the version that it will have. */
function answersBefore(
  { checklist }: Held,
  numbers: readonly string[],
  finding: BulkInput['finding'],
): BulkBefore['answers'] {
  const wanted = new Set(numbers);
  return checklist.items
    .filter((item) => wanted.has(item.requirementNumber))
    .flatMap((item) =>
      item.rows.map((row, at) => ({
        requirementNumber: item.requirementNumber,
        row: at,
        finding: row.finding,
        version: row.version + 1,
      })),
    )
    .filter((row) => row.finding !== finding);
}

async function writeAnswers(
  tx: Transaction,
  grant: Grant<'response:record'>,
  assessmentId: string,
  answers: BulkBefore['answers'],
  finding: BulkInput['finding'],
): Promise<void> {
  const saves = answers.map(({ requirementNumber, row, version }) => ({
    requirementNumber,
    row,
    version: version - 1,
    changes: { finding },
  }));
  const { refused } = await recordRows(tx, grant, assessmentId, saves);
  // The assessment is held: nobody can have come in between, so all or nothing.
  if (refused.length > 0) throw new AppError('CONFLICT');
}

async function writeAssignments(
  tx: Transaction,
  { assign }: BulkGrants,
  { assessmentId }: Held,
  numbers: readonly string[],
  { userId, dueOn }: BulkInput,
): Promise<Given | null> {
  if (numbers.length === 0 || !userId || !assign) return null;
  return give(tx, assign, { assessmentId, userId, dueOn, keys: numbers.map(requirementKeyOf) });
}
