import 'server-only';
import { takeAway } from '@/lib/assignment/operations';
import { commit, eventList } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { fromDay, now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { recordRows } from '@/lib/response/operations/record-rows';
import { requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import { basisOf } from '@/lib/response/rules/basis';
import { OUTDATED, writeReview } from '@/lib/review/operations';
import { type TagChange, writeTags } from '@/lib/tag/operations';
import { withdrawTests } from '@/lib/test-record/operations';
import { type BulkBefore, type UndoOutcome, undoHours } from '../model';
import type { BulkGrants } from './bulk';
import { type Held, openForMany } from './held';

const touched = 'It was changed since, and stays as it is now.';
const notOffered = 'The questionnaire does not offer the answer that it had before.';

/**
 * Takes a joint change back, once, within a day and by whoever made it: answers, approvals that it took back, "ready", tags and
 * assignments are as before, in one transaction. What somebody touched since stays and is named. Throws NOT_FOUND for a
 * change out of reach, taken back already or too old, WRONG_STATE for what is signed or archived.
 */
export async function undoMany(
  grants: BulkGrants,
  assessmentId: string,
  { changeId }: { changeId: string },
): Promise<UndoOutcome> {
  const { record } = grants;
  const { organizationId } = record;
  const { userId: byId } = record.actor;
  if (!byId) throw new Error('a joint change needs a person');
  await spendRecordedTurn('joint', record);
  return commit(record, async (tx) => {
    const held = await openForMany(tx, record, assessmentId, true);
    const since = new Date(now().getTime() - undoHours * 3_600_000);
    const where = { organizationId, id: changeId, assessmentId, byId, undoneAt: null, at: { gt: since } };
    const change = await tx.bulkChange.findFirst({ where, select: { before: true, at: true } });
    if (!change) throw notFound('This change was taken back already, is older than a day, or is not yours.');
    await tx.bulkChange.updateMany({ where, data: { undoneAt: now() } });
    // Written by changeMany() alone, and no right of the database changes it.
    const before = change.before as BulkBefore;
    const done: Done = {
      restored: new Set(),
      left: new Map(),
      takenBack: [],
      approved: [],
      notReady: [],
      events: [],
    };
    await undoTags(tx, held, before, done);
    await undoAssignments(tx, grants, held, before, done);
    const tests = await withdrawTests(tx, record, held, before.tests ?? [], {
      reason: 'The joint change was taken back.',
      since: change.at,
    });
    for (const number of tests.withdrawn) done.restored.add(number);
    for (const number of tests.left) done.left.set(number, touched);
    // Last: the first event takes the lock that everybody waits for, and nothing else is waited for then.
    await undoAnswers(tx, grants, held, before, done);
    done.events.push(...tests.events);
    const restored = [...done.restored].filter((number) => !done.left.has(number));
    const left = [...done.left].map(([requirementNumber, why]) => ({ requirementNumber, why }));
    done.events.push({
      type: 'assessment.bulk-undone',
      subject: { type: 'assessment', id: assessmentId },
      data: {
        name: held.name,
        changeId,
        requirements: restored.join(', '),
        left: [...done.left.keys()].join(', '),
        ...(done.takenBack.length > 0 && { takenBack: done.takenBack }),
        approved: done.approved.join(', '),
        notReady: done.notReady.join(', '),
      },
    });
    return { result: { restored, left }, events: eventList(done.events) };
  });
}

type Done = {
  restored: Set<string>;
  /** With why. */
  left: Map<string, string>;
  /** Each answer row that is as before, as "2.2.2/0/4": the version that this made, right after the one of the change. */
  takenBack: string[];
  /** Approvals that hold again, and requirements that are not said to be ready any more. */
  approved: string[];
  notReady: string[];
  events: DomainEvent[];
};

/** Answers and what was said of them stand or fall together: an approval holds for the answer that it was given for. */
async function undoAnswers(
  tx: Transaction,
  { record }: BulkGrants,
  held: Held,
  { answers, reviews }: BulkBefore,
  done: Done,
): Promise<void> {
  const { organizationId, assessmentId, checklist } = held;
  const standing = await tx.requirementReview.findMany({ where: { organizationId, assessmentId } });
  const saves: Parameters<typeof recordRows>[3][number][] = [];
  const whole: BulkBefore['reviews'] = [];
  for (const review of reviews) {
    const { requirementNumber } = review;
    const rows = answers.filter((row) => row.requirementNumber === requirementNumber);
    const item = checklist.items.find((one) => one.requirementNumber === requirementNumber);
    const now = standing.find(({ requirementKey }) => requirementKey === requirementKeyOf(requirementNumber));
    const expectedAt = review.readyAt ?? review.before?.at ?? null;
    const isUntouched =
      item &&
      basisOf(item.rows) === review.basis + rows.length &&
      rows.every(({ row, version }) => item.rows[row]?.version === version) &&
      (now?.at.toISOString() ?? null) === expectedAt;
    // The questionnaire may have changed since.
    const isOffered = rows.every(
      ({ finding }) => finding === null || checklist.form.options.includes(finding),
    );
    if (!isUntouched || !isOffered) {
      done.left.set(requirementNumber, isUntouched ? notOffered : touched);
      continue;
    }
    whole.push(review);
    for (const { row, version, finding, fields } of rows)
      saves.push({ requirementNumber, row, version, changes: { ...fields, finding } });
  }
  const { saved, refused } = await recordRows(tx, record, assessmentId, saves);
  // The assessment is held, and the versions were looked at under it.
  if (refused.length > 0) throw new AppError('CONFLICT');
  const written = new Set(saved.map(({ requirementNumber, row }) => `${requirementNumber}/${row}`));
  for (const { requirementNumber, row, version } of saves) {
    const place = `${requirementNumber}/${row}`;
    if (written.has(place)) done.takenBack.push(`${place}/${version + 1}`);
  }
  for (const { requirementNumber, before, basis, readyAt } of whole) {
    const count = answers.filter((row) => row.requirementNumber === requirementNumber).length;
    const requirementKey = requirementKeyOf(requirementNumber);
    const place = { organizationId, assessmentId, requirementKey };
    const now = standing.find((one) => one.requirementKey === requirementKey);
    // Whatever an approval rests on that is taken away marks what stands in its place: see outdateApprovals().
    const stands = now?.basis === (readyAt ? basis + count : before?.basis);
    const held = stands && before?.basis === basis;
    if (before) {
      // An approval that held for the answers before holds for the same answers now; one that was out of date stays so, and one
      // that lost what it rested on since is out of date.
      const after = held ? basis + 2 * count : stands ? before.basis : OUTDATED;
      await writeReview(tx, place, { ...before, basis: after, at: new Date(before.at) });
    } else if (readyAt) {
      await tx.requirementReview.deleteMany({ where: place });
    }
    if (before?.state === 'APPROVED' && held) done.approved.push(requirementNumber);
    if (readyAt) done.notReady.push(requirementNumber);
    done.restored.add(requirementNumber);
  }
}

async function undoTags(tx: Transaction, held: Held, { tags }: BulkBefore, done: Done): Promise<void> {
  const changes = tags.flatMap(({ requirementNumber, tags: to, version }): TagChange[] => {
    const now = held.tags.get(requirementNumber);
    if (!now || now.version !== version) {
      done.left.set(requirementNumber, touched);
      return [];
    }
    done.restored.add(requirementNumber);
    return [{ requirementNumber, from: now.tags, to, version }];
  });
  done.events.push(...(await writeTags(tx, { ...held, assessmentName: held.name }, changes)));
}

async function undoAssignments(
  tx: Transaction,
  grants: BulkGrants,
  held: Held,
  { assigned }: BulkBefore,
  done: Done,
): Promise<void> {
  if (!assigned) return;
  const { assign } = grants;
  if (!assign) throw new AppError('FORBIDDEN');
  const { organizationId, assessmentId } = held;
  const { userId, dueOn, added, moved, ids } = assigned;
  const day = dueOn ? fromDay(dueOn) : null;
  const active = { organizationId, assessmentId, userId, removedAt: null, dueOn: day };
  const same = await tx.assignment.findMany({
    where: {
      ...active,
      id: { in: ids },
      requirementKey: { in: [...added, ...moved.map(({ requirementKey }) => requirementKey)] },
    },
    select: { requirementKey: true },
  });
  const standing = new Set(same.map(({ requirementKey }) => requirementKey));
  const taken = await takeAway(tx, assign, {
    assessmentId,
    userId,
    keys: added.filter((key) => standing.has(key)),
  });
  const back = moved.filter(({ requirementKey }) => standing.has(requirementKey));
  for (const { requirementKey, dueOn: earlier } of back) {
    await tx.assignment.updateMany({
      where: { ...active, requirementKey },
      data: { dueOn: earlier ? fromDay(earlier) : null },
    });
  }
  for (const key of [...added, ...moved.map(({ requirementKey }) => requirementKey)]) {
    if (standing.has(key)) done.restored.add(requirementNumberOf(key));
    else done.left.set(requirementNumberOf(key), touched);
  }
  const person = await tx.membership.findFirst({
    where: { organizationId, userId },
    select: { user: { select: { name: true } } },
  });
  const said = (keys: readonly string[]) => ({
    name: held.name,
    person: person?.user.name ?? '',
    requirements: keys.map(requirementNumberOf).join(', '),
  });
  const subject = { type: 'assessment', id: assessmentId };
  if (taken.length > 0) done.events.push({ type: 'assignment.ended', subject, data: said(taken) });
  for (const earlier of new Set(back.map((one) => one.dueOn))) {
    const keys = back.filter((one) => one.dueOn === earlier).map(({ requirementKey }) => requirementKey);
    done.events.push({ type: 'assignment.made', subject, data: { ...said(keys), dueOn: earlier } });
  }
}
