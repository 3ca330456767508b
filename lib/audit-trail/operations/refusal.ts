import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Permission } from '@/lib/access/permissions';
import { AppError } from '@/lib/platform/errors';
import { addressText } from '@/lib/platform/parse';
import { spendTurn } from '@/lib/platform/rate-limit';
import { recordOnce } from '../commit';

/**
 * Records that somebody was refused for want of a right (10.2.1.4): once a minute per person and right, so that nobody can
 * fill the log with it. The grant is for what every member may; the right that was missing stands in the event.
 */
export async function recordDenied(
  grant: Grant,
  { permission, address }: { permission: Permission; address: string },
): Promise<void> {
  await recordOnce(grant, permission, {
    type: 'access.denied',
    subject: { type: 'permission', id: permission },
    data: { permission, address: addressText(address, 300) },
  });
}

/**
 * Records that a request with somebody's session came from another site and was refused: once a minute per person, so that
 * a site that sends many cannot fill the log with them. `site` is what the browser said of it.
 */
export async function recordForeignRequest(
  grant: Grant<'organization:read'>,
  { site, address }: { site: string; address: string },
): Promise<void> {
  await recordOnce(grant, 'other-site', {
    type: 'access.refused',
    subject: { type: 'organization', id: grant.organizationId },
    data: { site: addressText(site, 200), address: addressText(address, 300) },
  });
}

/**
 * Takes a turn of what costs much or carries much away. Throws RATE_LIMITED when none is left, which stands in the log like a
 * right that was missing: somebody, or a program with their session, takes more than a person would.
 */
export async function spendRecordedTurn(kind: Parameters<typeof spendTurn>[0], grant: Grant): Promise<void> {
  try {
    await spendTurn(kind, grant);
  } catch (error) {
    if (error instanceof AppError && error.code === 'RATE_LIMITED') {
      await recordDenied(grant, { permission: grant.permission, address: `${kind}: limit reached` });
    }
    throw error;
  }
}
