import { createHash, randomBytes } from 'node:crypto';
import { keyPermissions } from '@/lib/access/permissions';
import type { Organization, Person } from './people';
import { rows } from './people';

/** A key of a member, as a row; how one is made on a page is KEY-1's. */
export async function makeKey(
  { organizationId }: Organization,
  person: Person,
  permissions: readonly string[] = keyPermissions,
): Promise<string> {
  const token = `inp_${randomBytes(25).toString('hex').slice(0, 49)}`;
  await rows(
    `INSERT INTO "ApiKey" ("organizationId", "id", "membershipId", "name", "permissions", "tokenHash", "createdByName", "expiresAt")
     SELECT "organizationId", gen_random_uuid(), "id", 'Nightly job', $3, $4, 'Ada Berger', now() + interval '7 days'
       FROM "Membership" WHERE "organizationId" = $1 AND "userId" = $2`,
    [organizationId, person.userId, permissions, createHash('sha256').update(token).digest('hex')],
  );
  return token;
}
