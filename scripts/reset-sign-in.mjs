#!/usr/bin/env node
// For somebody who lost the authenticator app or the passkeys and the recovery codes, or is locked out, when no administrator can help:
// npm run reset-sign-in -- name@example.com
// Whoever may run this reads the database anyway. The password stays, unless --new-password asks for a link to set another;
// at the next sign-in a new second factor is set up.
import { createHash, randomBytes } from 'node:crypto';
import { publicAddress } from './lib/environment.mjs';
import { dataFolder } from './lib/folders.mjs';
import { Refusal, say, sayFailure } from './lib/words.mjs';

try {
  const [email, option, ...more] = process.argv.slice(2);
  const options = [undefined, '--new-password', '--allow-password'];
  if (!email?.includes('@') || more.length > 0 || !options.includes(option)) {
    throw new Refusal(
      'name one person by e-mail address: npm run reset-sign-in -- name@example.com [--new-password | --allow-password]',
    );
  }
  const address = email.trim().toLowerCase();
  await withOwner((ownerUrl) =>
    option === '--allow-password'
      ? allowPassword(ownerUrl, address)
      : reset(ownerUrl, address, option === '--new-password'),
  );
} catch (error) {
  sayFailure(error, dataFolder);
  process.exitCode = 1;
}

/** The database of this installation; the built-in one is started for it when it does not run. */
async function withOwner(work) {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL);
  const { startPostgres } = await import('./lib/postgres.mjs');
  const { prepareBuiltIn } = await import('./lib/database.mjs');
  const server = await startPostgres(dataFolder);
  try {
    await work((await prepareBuiltIn(server.url, dataFolder)).ownerUrl);
  } finally {
    if (!server.joined) await server.stop();
  }
}

async function reset(ownerUrl, email, wantsPassword) {
  const { withClient } = await import('./lib/database.mjs');
  await withClient(ownerUrl, async (client) => {
    await client.query('BEGIN');
    const found = await client.query(
      'UPDATE "User" SET "failedAttempts" = 0, "lockedUntil" = NULL, "enabledAt" = now() WHERE "email" = $1 RETURNING "id", "name"',
      [email],
    );
    const [person] = found.rows;
    if (!person) throw new Refusal(`nobody has an account with the address ${email}.`);
    for (const text of [
      'UPDATE "Authenticator" SET "removedAt" = now() WHERE "userId" = $1 AND "removedAt" IS NULL',
      'UPDATE "RecoveryCode" SET "removedAt" = now() WHERE "userId" = $1 AND "usedAt" IS NULL AND "removedAt" IS NULL',
      'UPDATE "Passkey" SET "removedAt" = now() WHERE "userId" = $1 AND "removedAt" IS NULL',
      'UPDATE "PasswordReset" SET "endedAt" = now() WHERE "userId" = $1 AND "endedAt" IS NULL',
      'UPDATE "Session" SET "revokedAt" = now() WHERE "userId" = $1 AND "revokedAt" IS NULL',
    ])
      await client.query(text, [person.id]);
    await record(client, person.id, 'second-factor.removed');
    const token = randomBytes(32).toString('base64url');
    if (wantsPassword) {
      await client.query(
        `INSERT INTO "PasswordReset" ("id", "userId", "tokenHash", "expiresAt") VALUES (gen_random_uuid(), $1, $2, now() + interval '60 minutes')`,
        [person.id, createHash('sha256').update(token).digest('hex')],
      );
      await record(client, person.id, 'password.reset-asked');
    }
    await client.query('COMMIT');
    say(
      wantsPassword
        ? `${person.name} chooses a new password here, once, within the hour: ${new URL(`/new-password/${token}`, publicAddress(process.env.PORT || 3000)).href}`
        : `${person.name} signs in with the password now.`,
    );
    say('At the sign-in a new second factor is set up. Their sessions have ended.');
  });
}

/** For the day on which a required sign-on provider is down: an administrator may come in without it. */
async function allowPassword(ownerUrl, email) {
  const { withClient } = await import('./lib/database.mjs');
  await withClient(ownerUrl, async (client) => {
    await client.query('BEGIN');
    const { rows: people } = await client.query('SELECT "id", "name" FROM "User" WHERE "email" = $1', [
      email,
    ]);
    const [person] = people;
    if (!person) throw new Refusal(`nobody has an account with the address ${email}.`);
    await client.query(`SELECT set_config('app.user_id', $1, true)`, [person.id]);
    const { rows: found } = await client.query(
      `SELECT "organizationId" FROM "Membership"
        WHERE "userId" = $1 AND "role" = 'ADMINISTRATOR' AND "endedAt" IS NULL AND NOT "mayUsePassword"`,
      [person.id],
    );
    for (const { organizationId } of found) {
      await client.query(`SELECT set_config('app.organization_id', $1, true)`, [organizationId]);
      await client.query(
        'UPDATE "Membership" SET "mayUsePassword" = true WHERE "organizationId" = $1 AND "userId" = $2',
        [organizationId, person.id],
      );
      const actor = { id: null, name: 'terminal', role: 'SYSTEM' };
      const data = { mayUsePassword: { from: false, to: true } };
      const type = 'sign-on.changed';
      const text = JSON.stringify({
        actor,
        data,
        format: 1,
        subject: { id: person.id, type: 'member' },
        type,
      });
      await client.query(`SELECT append_event($1, $2, NULL, $3, 'member', $4, $5)`, [
        organizationId,
        type,
        actor.name,
        person.id,
        text,
      ]);
    }
    await client.query('COMMIT');
    if (found.length === 0)
      throw new Refusal(`${person.name} administers no organization that this would open.`);
    say(`${person.name} may sign in with a password also where single sign-on is required.`);
  });
}

/** Keys in their order: the chain keeps canonical JSON. */
async function record(client, userId, type) {
  const actor = { id: null, name: 'terminal' };
  const text = JSON.stringify({ actor, data: {}, format: 1, subject: { id: userId, type: 'account' }, type });
  await client.query(`SELECT append_instance_event($1, NULL, $2, 'account', $3, $4)`, [
    type,
    actor.name,
    userId,
    text,
  ]);
}
