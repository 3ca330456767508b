import 'server-only';
import { tokenHash } from '@/lib/access/token';
import type { Transaction } from '@/lib/platform/db';

/** Takes a challenge, once: of two that come at the same moment one gets false. */
export async function spendChallenge(tx: Transaction, challenge: string): Promise<boolean> {
  const spent = await tx.spentChallenge.createMany({
    data: [{ challengeHash: tokenHash(challenge) }],
    skipDuplicates: true,
  });
  return spent.count === 1;
}
