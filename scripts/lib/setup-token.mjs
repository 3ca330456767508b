import { createHash, randomBytes } from 'node:crypto';
import { withClient } from './database.mjs';

/**
 * While nobody has an account, whoever holds the token that the terminal prints may set the instance up. A new start
 * voids the tokens before it; only the hash is stored. Returns the path to open, or null once there is an account.
 */
export async function newSetupPath(ownerUrl) {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query('SELECT EXISTS (SELECT 1 FROM "User") AS "isSetUp"');
    if (rows[0].isSetUp) return null;
    const token = randomBytes(24).toString('base64url');
    const hash = createHash('sha256').update(token).digest('hex');
    await client.query('BEGIN');
    await client.query('UPDATE "SetupToken" SET "usedAt" = now() WHERE "usedAt" IS NULL');
    await client.query(
      'INSERT INTO "SetupToken" ("id", "tokenHash", "createdAt") VALUES (gen_random_uuid(), $1, now())',
      [hash],
    );
    await client.query('COMMIT');
    return `/setup?token=${token}`;
  });
}
