import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import type { Prisma } from '@/lib/platform/generated/prisma/client';

export const memberFields = {
  id: true,
  role: true,
  endedAt: true,
  createdAt: true,
  userId: true,
  user: { select: { name: true, email: true } },
  provisioned: true,
  groups: {
    where: { group: { removedAt: null } },
    select: { group: { select: { id: true, displayName: true, role: true } } },
  },
} satisfies Prisma.MembershipSelect;

export type MemberRow = Prisma.MembershipGetPayload<{ select: typeof memberFields }>;

/** Members that are resources of SCIM: persons who are members now, or whom the identity provider switched off. */
export function visibleMembers(organizationId: string): Prisma.MembershipWhereInput {
  return {
    organizationId,
    user: { kind: 'PERSON' },
    OR: [{ endedAt: null }, { provisioned: { removedAt: null } }],
  };
}

/** What the identity provider said about somebody; null once it removed them, or for whom it never named. */
export function identityOf(row: MemberRow) {
  return row.provisioned?.removedAt === null ? row.provisioned : null;
}

export function findMember(tx: Transaction, organizationId: string, id: string): Promise<MemberRow | null> {
  return tx.membership.findFirst({ where: { ...visibleMembers(organizationId), id }, select: memberFields });
}
