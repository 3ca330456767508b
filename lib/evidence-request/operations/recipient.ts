import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

/** Who is asked: a member (with the address that mail goes to), or somebody from outside. */
export type Recipient = { memberId: string | null; name: string; email: string };

/** The member who is asked, held: whoever leaves at this moment is seen to have. Throws INVALID at `memberId`. */
export async function askedMember(
  tx: Transaction,
  grant: Grant<'evidence:request'>,
  memberId: string,
): Promise<Recipient> {
  const { organizationId, actor } = grant;
  const refuse = (words: string) => new AppError('INVALID', undefined, { memberId: [words] });
  if (memberId === actor.userId)
    throw refuse('This is you. Attach what you have to the requirement yourself.');
  await tx.$queryRaw`
    SELECT 1 FROM "Membership" WHERE "organizationId" = ${organizationId}::uuid AND "userId" = ${memberId}::uuid FOR SHARE`;
  const member = await tx.membership.findFirst({
    where: {
      organizationId,
      userId: memberId,
      endedAt: null,
      user: { deactivatedAt: null, kind: 'PERSON' },
    },
    select: { role: true, user: { select: { name: true, email: true } } },
  });
  if (!member) throw refuse('This person is not a member any more. Choose somebody else.');
  if (!isAllowed(member.role as Role, 'evidence:attach')) {
    throw refuse('This member’s role does not attach evidence. Ask them by name and e-mail address instead.');
  }
  return { memberId, ...member.user };
}

/** Somebody from outside. Throws INVALID at `email` for one’s own address, and for members who have a better way. */
export async function askedOutside(
  tx: Transaction,
  grant: Grant<'evidence:request'>,
  { name, email }: { name: string; email: string },
): Promise<Recipient> {
  const { organizationId, actor } = grant;
  const [member] = await tx.$queryRaw<{ userId: string; role: Role; name: string }[]>`
    SELECT m."userId", m."role", u."name" FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
     WHERE m."organizationId" = ${organizationId}::uuid AND m."endedAt" IS NULL AND lower(u."email") = lower(${email})`;
  const refuse = (words: string) => new AppError('INVALID', undefined, { email: [words] });
  if (member?.userId === actor.userId)
    throw refuse('This is your own address. Attach what you have to the requirement yourself.');
  if (member && isAllowed(member.role, 'evidence:attach')) {
    // Whose address it is, is for whoever sees the members.
    const isSeen = actor.role !== 'SYSTEM' && isAllowed(actor.role, 'member:read');
    throw refuse(`This is ${isSeen ? `${member.name}, ` : ''}a member: choose them from the list.`);
  }
  return { memberId: null, name, email };
}
