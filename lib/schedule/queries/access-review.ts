import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { roleNames } from '@/lib/access/model';
import { read } from '@/lib/access/read';
import type { MemberView } from '@/lib/organization/model';
import { listMembers } from '@/lib/organization/queries';
import { canonicalJson, sha256Of } from '@/lib/platform/canonical-json';
import { toDay } from '@/lib/platform/clock';
import { formatDay } from '@/lib/platform/format';
import { accessReview } from '../model';

type Member = Pick<
  MemberView,
  'membershipId' | 'name' | 'email' | 'role' | 'reach' | 'lastSeenAt' | 'secondFactor'
>;

const factorWords = {
  APP: 'with an authenticator app',
  PASSKEY: 'with a passkey',
  APP_AND_PASSKEY: 'with an authenticator app and a passkey',
};

/** One member's access in words, as the review keeps it. */
export function reviewLine({ name, email, role, reach, lastSeenAt, secondFactor }: Member): string {
  const sees =
    reach.integrations && `sees ${reach.integrations.map((one) => one.name).join(', ') || 'nothing'}`;
  return [
    `${name} (${email}): ${roleNames[role]}`,
    sees,
    reach.accessUntil && `until ${formatDay(reach.accessUntil)}`,
    secondFactor ? factorWords[secondFactor] : 'without a second factor',
    lastSeenAt ? `last here ${lastSeenAt.slice(0, 10)}` : 'never here',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What is confirmed, as a hash: who is a member with which access. When they were last here may change meanwhile. */
export function reviewBasis(members: readonly Member[]): string {
  return sha256Of(
    canonicalJson(members.map(({ membershipId, role, reach }) => ({ membershipId, role, reach }))),
  );
}

/** The list to confirm, and its hash. */
export async function getAccessReview(
  grant: Grant<'member:read'>,
): Promise<{ members: MemberView[]; basis: string }> {
  const members = await listMembers(grant);
  return { members, basis: reviewBasis(members) };
}

/** The next review in the schedule; null before the first assessment planned it, or where it was taken out. */
export async function findAccessReview(
  grant: Grant<'schedule:read'>,
): Promise<{ activityId: string; dueOn: string } | null> {
  const row = await read(grant, (tx) =>
    tx.activityOccurrence.findFirst({
      where: {
        organizationId: grant.organizationId,
        completedOn: null,
        activity: { catalogueActivityId: accessReview.activityId, archivedAt: null },
      },
      orderBy: { dueOn: 'asc' },
      select: { activityId: true, dueOn: true },
    }),
  );
  return row && { activityId: row.activityId, dueOn: toDay(row.dueOn) };
}
