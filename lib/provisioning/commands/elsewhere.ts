import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Transaction } from '@/lib/platform/db';
import { ScimProblem } from '../model';

/**
 * Whether a person belongs, or once belonged, to another organization (a sample does not count): then name, mail and
 * password are not this organization's to change, nor is it this organization's to make them a member.
 */
export async function belongsElsewhere(tx: Transaction, grant: Grant, userId: string): Promise<boolean> {
  // Read as that person: row-level security hides their other memberships from this organization. An organization that
  // they have left is hidden even from them, and counts as real.
  await tx.$executeRaw`SELECT set_config('app.user_id', ${userId}, true)`;
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Membership" m LEFT JOIN "Organization" o ON o."id" = m."organizationId"
     WHERE m."userId" = ${userId}::uuid AND m."organizationId" <> ${grant.organizationId}::uuid AND o."isSample" IS NOT TRUE LIMIT 1`;
  await tx.$executeRaw`SELECT set_config('app.user_id', ${grant.actor.userId ?? ''}, true)`;
  return found.length > 0;
}

/** Throws 409 before a membership begins, or begins again, of somebody who must be asked. */
export async function assertOursAlone(tx: Transaction, grant: Grant, userId: string): Promise<void> {
  if (!(await belongsElsewhere(tx, grant, userId))) return;
  throw new ScimProblem(
    'CONFLICT',
    'This person has an account in another organization here. Invite them under Members, so that they can agree.',
    'uniqueness',
  );
}
