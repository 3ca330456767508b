import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

/** A sample is removed whole one day, and nobody signs in to it. Throws WRONG_STATE. */
export async function assertReal(tx: Transaction, organizationId: string): Promise<void> {
  const { isSample } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { isSample: true },
  });
  if (isSample) throw new AppError('WRONG_STATE', 'A sample organization has no single sign-on.');
}
