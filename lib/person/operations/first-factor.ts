import 'server-only';
import type { SessionContext } from '@/lib/access/session';
import { unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { signedInJustNow } from '../queries';

/**
 * Whoever has no second factor yet sets the first one up without another proof, but only straight from the sign-in: an older
 * session may be in other hands when a second factor becomes due in it. Throws WRONG_STATE, FORBIDDEN.
 */
export async function assertMayEnrolFirst(session: SessionContext): Promise<void> {
  await assertOwnAccount(session);
  if (!(await signedInJustNow(session))) {
    throw new AppError(
      'WRONG_STATE',
      'Your sign-in is a while ago. Sign in again, then set up your second factor.',
    );
  }
}

/**
 * A provider speaks for its own organization. Where somebody works in another one too, it must not decide what they prove
 * themselves with there.
 */
async function assertOwnAccount({ userId, signOnOrganizationId }: SessionContext): Promise<void> {
  if (!signOnOrganizationId) return;
  const others = await unsafeTransaction({ organizationId: null, userId }, (tx) =>
    tx.membership.count({
      where: {
        userId,
        endedAt: null,
        organizationId: { not: signOnOrganizationId },
        organization: { isSample: false },
      },
    }),
  );
  if (others > 0) {
    throw new AppError(
      'FORBIDDEN',
      'You also work in another organization here. Sign in with your password to set up your second factor.',
    );
  }
}
