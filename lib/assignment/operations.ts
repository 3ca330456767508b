import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { roles } from '@/lib/access/model';
import { read } from '@/lib/access/read';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError, notFound } from '@/lib/platform/errors';
import { formatDay } from '@/lib/platform/format';
import { log } from '@/lib/platform/log';
import { canSendMail, sendMail } from '@/lib/platform/mail';
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

/** What a change gave to somebody, for the mail about it. */
export type AssignedNotice = {
  userId: string;
  assessmentName: string;
  dueOn: string | null;
  given: Pick<Given, 'added' | 'moved'>;
};

/**
 * Tells a person by mail what somebody else assigned to them: one mail for one change, however much it gives. Which
 * requirements is not said, because mail leaves the house. Returns at once and never throws, for the change is made; without
 * a mail server it does nothing.
 */
export function tellAssigned(grant: Grant<'assignment:manage'>, notice: AssignedNotice): void {
  const { added, moved } = notice.given;
  if (!canSendMail() || notice.userId === grant.actor.userId || added.length + moved.length === 0) return;
  mailAssigned(grant, notice).catch((error: unknown) =>
    log().error({ err: error }, 'a notice about an assignment could not be sent'),
  );
}

async function mailAssigned(grant: Grant, { userId, ...notice }: AssignedNotice): Promise<void> {
  const person = await read(grant, (tx) =>
    tx.membership.findFirst({
      where: {
        organizationId: grant.organizationId,
        userId,
        endedAt: null,
        user: { kind: 'PERSON', deactivatedAt: null },
      },
      select: { user: { select: { name: true, email: true } } },
    }),
  );
  if (!person) return;
  const { name, email } = person.user;
  const { subject, text } = assignedWords(grant.actor.name, notice);
  await sendMail({
    to: email,
    subject,
    text: [
      `Hello ${name},`,
      '',
      `${text} See what is assigned to you here, once you have signed in:`,
      '',
      new URL('/assigned', env().NEXTAUTH_URL).href,
      '',
    ].join('\n'),
  });
}

function assignedWords(by: string, { assessmentName, dueOn, given }: Omit<AssignedNotice, 'userId'>) {
  const { added, moved } = given;
  if (added.length === 0) {
    return {
      subject: `${by} changes the day of ${requirementCount(moved)}`,
      text: `${by} has changed by when you answer ${requirementCount(moved)} of the assessment ${assessmentName}: ${dueOn ? `by ${formatDay(dueOn)}` : 'there is no day any more'}.`,
    };
  }
  const also = moved.length > 0 ? ` The same now holds for ${moved.length} that you had already.` : '';
  return {
    subject: `${by} assigns you ${requirementCount(added)}`,
    text: `${by} has assigned you ${requirementCount(added)} of the assessment ${assessmentName}${dueOn ? `, to be answered by ${formatDay(dueOn)}` : ''}.${also}`,
  };
}

function requirementCount({ length }: { length: number }): string {
  return length === 1 ? 'one requirement' : `${length} requirements`;
}
