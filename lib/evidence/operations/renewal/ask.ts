import 'server-only';
import { systemGrant } from '@/lib/access/grant';
import { roles } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { listOrganizationIds } from '@/lib/audit-trail/queries/verify';
import { dayIn, daysBetween, fromDay, now, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { canSendMail, sendMail } from '@/lib/platform/mail';
import type { RenewalStage } from '../../model/renewal';
import { unsafeToRenew } from '../../queries/renewal';
import { renewalStage } from '../../rules/renewal';
import { renewalMail } from './mail';

/** A process that was killed gives back what it had claimed after so long; then it is sent by another. */
const CLAIM_MINUTES = 15;

type Claimed = {
  evidenceId: string;
  title: string;
  validUntil: string;
  stage: RenewalStage;
  userId: string;
  name: string;
  email: string;
};

const renewalGrant = (organizationId: string) =>
  systemGrant('evidence-renewal', 'evidence:manage', organizationId);

/**
 * Asks whoever answers for evidence in use to renew it: 30 days before its last valid day, 7 days before, and when it has
 * ended, each once. All that is due for one person comes in one mail. What could not be sent is sent the next time. Without a mail
 * server it does nothing; the app lists the same. Answers how many mails went.
 */
export async function askForRenewals(at: Date = now()): Promise<number> {
  if (!canSendMail()) return 0;
  let sent = 0;
  for (const organizationId of await listOrganizationIds()) {
    try {
      sent += await askIn(organizationId, at);
    } catch (error) {
      log().error({ organizationId, err: error }, 'evidence could not be asked for again');
    }
  }
  return sent;
}

async function askIn(organizationId: string, at: Date): Promise<number> {
  const { today, claimed } = await claim(organizationId, at);
  let sent = 0;
  for (const userId of new Set(claimed.map((one) => one.userId))) {
    const own = claimed.filter((one) => one.userId === userId);
    if (await tell(organizationId, own, today)) sent += 1;
  }
  return sent;
}

/** Notes who is to be asked for what today, and takes what nobody else is sending. */
function claim(organizationId: string, at: Date): Promise<{ today: string; claimed: Claimed[] }> {
  return commit(renewalGrant(organizationId), async (tx) => {
    const { timeZone, isSample } = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { timeZone: true, isSample: true },
    });
    const today = dayIn(timeZone, at);
    if (isSample) return unchanged({ today, claimed: [] });
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`renewal ${organizationId}`}, 0))`;
    await note(tx, organizationId, today);
    const rows = await tx.$queryRaw<(Omit<Claimed, 'validUntil'> & { validUntil: Date })[]>`
      UPDATE "EvidenceReminder" r SET "claimedAt" = clock_timestamp()
        FROM "EvidenceItem" e, "User" u
       WHERE r."organizationId" = ${organizationId}::uuid AND r."sentAt" IS NULL
         AND (r."claimedAt" IS NULL OR r."claimedAt" < clock_timestamp() - make_interval(mins => ${CLAIM_MINUTES}))
         AND e."organizationId" = r."organizationId" AND e."id" = r."evidenceId" AND u."id" = r."userId"
      RETURNING r."evidenceId", e."title", r."validUntil", r."stage", r."userId", u."name", u."email"`;
    const claimed = rows.map((row) => ({ ...row, validUntil: toDay(row.validUntil) }));
    return unchanged({ today, claimed });
  });
}

/**
 * One row for each who is to be asked. What is noted, not sent and not due any more goes: it was renewed, its day was changed, its
 * stage has passed, or somebody else answers for it.
 */
async function note(tx: Transaction, organizationId: string, today: string): Promise<void> {
  const officer = roles.filter((role) => isAllowed(role, 'evidence:manage'));
  const people = await tx.$queryRaw<{ userId: string; isOfficer: boolean }[]>`
    SELECT m."userId", m."role" = ANY (${officer}) AS "isOfficer" FROM "Membership" m
      JOIN "User" u ON u."id" = m."userId" JOIN "Organization" o ON o."id" = m."organizationId"
     WHERE m."organizationId" = ${organizationId}::uuid AND m."renewalMails" AND is_current(m."endedAt", m."accessUntil", o."timeZone")
       AND u."kind" = 'PERSON' AND u."deactivatedAt" IS NULL`;
  const due = (await unsafeToRenew(tx, organizationId, today)).flatMap(
    ({ evidenceId, validUntil, ownerId }) => {
      const stage = renewalStage(validUntil, today);
      const asked = people.filter(({ userId, isOfficer }) => (ownerId ? userId === ownerId : isOfficer));
      return stage ? asked.map(({ userId }) => ({ evidenceId, validUntil, stage, userId })) : [];
    },
  );
  const rows = JSON.stringify(due);
  await tx.$executeRaw`
    DELETE FROM "EvidenceReminder" r WHERE r."organizationId" = ${organizationId}::uuid AND r."sentAt" IS NULL
       AND (r."claimedAt" IS NULL OR r."claimedAt" < clock_timestamp() - make_interval(mins => ${CLAIM_MINUTES}))
       AND (r."evidenceId", r."validUntil", r."stage", r."userId") NOT IN (
         SELECT d."evidenceId", d."validUntil", d."stage", d."userId"
           FROM jsonb_to_recordset(${rows}::jsonb) AS d("evidenceId" uuid, "validUntil" date, "stage" text, "userId" uuid))`;
  await tx.$executeRaw`
    INSERT INTO "EvidenceReminder" ("organizationId", "evidenceId", "validUntil", "stage", "userId")
    SELECT ${organizationId}::uuid, d."evidenceId", d."validUntil", d."stage", d."userId"
      FROM jsonb_to_recordset(${rows}::jsonb) AS d("evidenceId" uuid, "validUntil" date, "stage" text, "userId" uuid)
     WHERE NOT EXISTS (SELECT 1 FROM "EvidenceReminder" r WHERE r."organizationId" = ${organizationId}::uuid
       AND r."evidenceId" = d."evidenceId" AND r."validUntil" = d."validUntil" AND r."stage" = d."stage")`;
}

/** Sends one person their mail and notes that it went; gives it back when it was not taken. Answers whether it went. */
async function tell(organizationId: string, own: readonly Claimed[], today: string): Promise<boolean> {
  const [person] = own;
  if (!person) return false;
  const items = own
    .map(({ evidenceId, title, validUntil }) => ({
      evidenceId,
      title,
      validUntil,
      days: daysBetween(today, validUntil),
    }))
    .toSorted((one, other) => one.days - other.days || one.title.localeCompare(other.title));
  const keys = {
    organizationId,
    userId: person.userId,
    OR: own.map(({ evidenceId, validUntil, stage }) => ({
      evidenceId,
      validUntil: fromDay(validUntil),
      stage,
    })),
  };
  try {
    await sendMail({ to: person.email, ...renewalMail(person.name, items) });
  } catch (error) {
    log().error({ err: error }, 'somebody could not be asked to renew evidence');
    await commit(renewalGrant(organizationId), async (tx) => {
      await tx.evidenceReminder.updateMany({ where: { ...keys, sentAt: null }, data: { claimedAt: null } });
      return unchanged(undefined);
    });
    return false;
  }
  await commit(renewalGrant(organizationId), async (tx) => {
    await tx.evidenceReminder.updateMany({ where: keys, data: { sentAt: now() } });
    const events = own.map(({ evidenceId, title, validUntil, stage, name }) => ({
      type: 'evidence.renewal-asked' as const,
      subject: { type: 'evidence', id: evidenceId },
      data: { title, validUntil, stage, to: name },
    }));
    return { result: undefined, events: eventList(events) };
  });
  return true;
}
