import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { roles } from '@/lib/access/model';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { whyNotAssignable } from './rules';

/** What a change of assignments was like before: keys that are new to the person, and the days that others had. */
export type Given = {
  added: string[];
  moved: { requirementKey: string; dueOn: string | null }[];
  /** The assignments of both: what is taken away and given anew since is another one. */
  ids: string[];
};

type Assignments = {
  assessmentId: string;
  userId: string;
  keys: readonly string[];
  dueOn: string | null;
};

/**
 * The name of a member who may be given something to answer by that day. Throws NOT_FOUND for somebody who is no member,
 * INVALID for a role that does not answer and for a day that is over.
 */
export async function assertAssignable(
  tx: Transaction,
  grant: Grant<'assignment:manage'>,
  { userId, dueOn }: Pick<Assignments, 'userId' | 'dueOn'>,
): Promise<string> {
  const person = await tx.membership.findFirst({
    where: { organizationId: grant.organizationId, userId, endedAt: null },
    select: { role: true, user: { select: { name: true } } },
  });
  if (!person) throw notFound('This person is not a member any more.');
  if (dueOn !== null && dueOn < dayIn(grant.timeZone)) {
    throw new AppError('INVALID', undefined, { dueOn: ['This day is over. Choose today or a later one.'] });
  }
  const refusal = whyNotAssignable(person.role);
  if (refusal) throw new AppError('INVALID', undefined, { userId: [refusal] });
  return person.user.name;
}

/** Gives requirements to a person in the caller's transaction, which holds the assessment. */
export async function give(
  tx: Transaction,
  grant: Grant<'assignment:manage'>,
  { assessmentId, userId, keys, dueOn }: Assignments,
): Promise<Given> {
  const { organizationId, actor } = grant;
  if (!actor.userId) throw new Error('an assignment needs a person who made it');
  const assignedById = actor.userId;
  // Held first: whoever leaves, or gets another role, at this moment is seen to have.
  await tx.$queryRaw`
    SELECT 1 FROM "Membership" WHERE "organizationId" = ${organizationId}::uuid AND "userId" = ${userId}::uuid FOR SHARE`;
  await assertAssignable(tx, grant, { userId, dueOn });
  const day = dueOn ? fromDay(dueOn) : null;
  const active = { organizationId, assessmentId, userId, removedAt: null };
  const had = await tx.assignment.findMany({
    where: { ...active, requirementKey: { in: [...keys] } },
    select: { id: true, requirementKey: true, dueOn: true },
  });
  const changed = had.filter((one) => (one.dueOn && toDay(one.dueOn)) !== dueOn);
  const moved = changed.map((one) => ({
    requirementKey: one.requirementKey,
    dueOn: one.dueOn && toDay(one.dueOn),
  }));
  await tx.assignment.updateMany({
    where: { ...active, requirementKey: { in: moved.map(({ requirementKey }) => requirementKey) } },
    data: { dueOn: day },
  });
  const known = new Set(had.map(({ requirementKey }) => requirementKey));
  const added = keys.filter((key) => !known.has(key));
  const created = await tx.assignment.createManyAndReturn({
    select: { id: true },
    data: added.map((requirementKey) => ({
      organizationId,
      assessmentId,
      requirementKey,
      userId,
      dueOn: day,
      assignedById,
    })),
  });
  return { added, moved, ids: [...changed, ...created].map(({ id }) => id) };
}

/**
 * Takes last year's assignments along into an assessment that begins, where both ask the requirement and the person may still
 * answer; without their days, which were last year's. Returns how many.
 */
export async function carryAssignments(
  tx: Transaction,
  { organizationId, actor }: Grant<'assessment:manage'>,
  { fromId, toId, keys }: { fromId: string; toId: string; keys: readonly string[] | null },
): Promise<number> {
  const answering = roles.filter((role) => whyNotAssignable(role) === null);
  // Held first, as when they are given.
  await tx.$queryRaw`
    SELECT 1 FROM "Membership" WHERE "organizationId" = ${organizationId}::uuid AND "userId" IN (
      SELECT a."userId" FROM "Assignment" a WHERE a."organizationId" = ${organizationId}::uuid AND a."assessmentId" = ${fromId}::uuid
         AND a."removedAt" IS NULL) ORDER BY "userId" FOR SHARE`;
  return tx.$executeRaw`
    INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
    SELECT DISTINCT ON (a."userId", a."requirementKey") a."organizationId", gen_random_uuid(), ${toId}::uuid, a."requirementKey", a."userId", ${actor.userId}::uuid
      FROM "Assignment" a
      JOIN "Membership" m ON m."organizationId" = a."organizationId" AND m."userId" = a."userId" AND m."endedAt" IS NULL
       AND m."role" = ANY (${answering}::text[])
      JOIN "Response" n ON n."organizationId" = a."organizationId" AND n."assessmentId" = ${toId}::uuid AND n."requirementKey" = a."requirementKey" AND n."row" = 0
     WHERE a."organizationId" = ${organizationId}::uuid AND a."assessmentId" = ${fromId}::uuid AND a."removedAt" IS NULL
       AND (${keys === null} OR a."requirementKey" = ANY (${[...(keys ?? [])]}::text[]))`;
}

/** Takes requirements away from a person in the caller's transaction; gives the keys that they had. */
export async function takeAway(
  tx: Transaction,
  grant: Grant<'assignment:manage'>,
  { assessmentId, userId, keys }: Omit<Assignments, 'dueOn'>,
): Promise<string[]> {
  const taken = await tx.assignment.updateManyAndReturn({
    where: {
      organizationId: grant.organizationId,
      assessmentId,
      userId,
      requirementKey: { in: [...keys] },
      removedAt: null,
    },
    data: { removedAt: new Date() },
    select: { requirementKey: true },
  });
  return taken.map(({ requirementKey }) => requirementKey);
}
