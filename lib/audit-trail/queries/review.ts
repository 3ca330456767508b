import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { refusedTypes } from '../words';

/** What 10.4.1 asks somebody to look at every day, counted since they looked last. */
export type Review = {
  /** When this person last read the log before now; null when this is the first time. */
  since: Date | null;
  refused: number;
  failedSignIns: number;
  locks: number;
  changedRoles: number;
  logExports: number;
  reportExports: number;
  /** Failed sign-ins that named no account of this site. Of whom is shown to nobody. */
  unknownSignIns: number;
};

const WATCHED = {
  refused: refusedTypes,
  changedRoles: ['member.role-changed', 'member.added', 'member.ended', 'member.second-factor-reset'],
  logExports: ['audit-trail.exported'],
  reportExports: ['report.exported', 'report.package-exported'],
} as const;

/** Counts since the person's last look. Ask after recordReading(): the newest reading is the one that goes on now. */
export async function findReview(grant: Grant<'audit-trail:read'>): Promise<Review> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const readings = await tx.auditEvent.findMany({
      where: { organizationId, type: 'audit-trail.read', actorId: grant.actor.userId },
      orderBy: { sequence: 'desc' },
      take: 2,
      select: { at: true, sequence: true },
    });
    const last = readings[1];
    const counted = await tx.auditEvent.groupBy({
      by: ['type'],
      where: {
        organizationId,
        type: { in: Object.values(WATCHED).flat() },
        sequence: { gt: last?.sequence ?? 0n },
      },
      _count: true,
    });
    const signIns = await tx.$queryRaw<{ type: string; count: bigint }[]>`
      SELECT * FROM sign_in_counts(${organizationId}::uuid, ${last?.at ?? new Date(0)}::timestamptz)`;
    const sum = (types: readonly string[]) =>
      counted.reduce((total, row) => total + (types.includes(row.type) ? row._count : 0), 0);
    const ofKind = (type: string) => Number(signIns.find((row) => row.type === type)?.count ?? 0);
    return {
      since: last?.at ?? null,
      refused: sum(WATCHED.refused),
      failedSignIns: ofKind('sign-in.failed'),
      locks: ofKind('sign-in.locked'),
      changedRoles: sum(WATCHED.changedRoles),
      logExports: sum(WATCHED.logExports),
      reportExports: sum(WATCHED.reportExports),
      unknownSignIns: ofKind('unknown'),
    };
  });
}
