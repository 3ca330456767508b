import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'next-auth/jwt';
import pg from 'pg';
import { build, ensureClient, serverProgram, staleBuild } from '../../scripts/lib/build.mjs';
import { appEnvironment } from '../../scripts/lib/environment.mjs';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { keptSecret } from '../../scripts/lib/secrets.mjs';
import { serve } from '../../scripts/lib/serve.mjs';
import { throwawayDatabase } from '../../scripts/lib/throwaway.mjs';

/** The production build over a durable database (fsync and synchronous_commit on), with a SAQ D of 254 answer rows. */
export async function startInstance() {
  await ensureClient();
  const stale = staleBuild();
  if (stale) await build(stale);
  const database = await throwawayDatabase({ durable: true });
  const { baseUrl, server, secret } = await serveApp({ program: serverProgram, database });
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const app = new pg.Pool({ connectionString: database.appUrl, max: 8 });
  await assertDurable(app);
  const people = await seed(owner);
  const cookie = await sessionCookie(owner, people, secret);
  return {
    baseUrl,
    database,
    server,
    owner,
    app,
    cookie,
    secret,
    ...people,
    async stop() {
      await app.end();
      await owner.end();
      await server.stop();
      await database.close();
    },
  };
}

/** One server over a database of the bench; several of them are processes of one installation. */
export async function serveApp({ program, database }) {
  const folder = join(database.folder, 'app-data');
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const secret = keptSecret(folder, 'session-secret');
  const baseUrl = `http://localhost:${port}`;
  const env = appEnvironment({ appUrl: database.appUrl, dataFolder: folder, port, mode: 'production' });
  const server = await serve({
    program,
    env: { ...env, NEXTAUTH_URL: baseUrl, NEXTAUTH_SECRET: secret, LOG_LEVEL: 'warn' },
    host: '127.0.0.1',
    port,
  });
  return { baseUrl, server, secret };
}

async function assertDurable(app) {
  for (const setting of ['fsync', 'synchronous_commit']) {
    const { rows } = await app.query(`SHOW ${setting}`);
    if (rows[0]?.[setting] !== 'on')
      throw new Error(`the database runs with ${setting} off: the figures would flatter`);
  }
}

const VERSION = 'pci-dss-4.0.1';

/** An organization, a person and one open SAQ D for merchants, as the app itself would write them. */
async function seed(owner) {
  const organizationId = randomUUID();
  const userId = randomUUID();
  const userName = 'Bench Officer';
  const legalEntityId = randomUUID();
  const assessmentId = randomUUID();
  await owner.query(
    `INSERT INTO "Organization" ("id","name","timeZone","country") VALUES ($1,'Bench','Europe/Berlin','DE')`,
    [organizationId],
  );
  await owner.query(
    `INSERT INTO "User" ("id","email","name","passwordHash") VALUES ($1,'bench@example.test',$2,'-')`,
    [userId, userName],
  );
  await owner.query(
    `INSERT INTO "Membership" ("organizationId","id","userId","role") VALUES ($1,$2,$2,'COMPLIANCE_OFFICER')`,
    [organizationId, userId],
  );
  await owner.query(
    `INSERT INTO "LegalEntity" ("organizationId","id","name","entityType") VALUES ($1,$2,'Bench GmbH','MERCHANT')`,
    [organizationId, legalEntityId],
  );
  await owner.query(
    `INSERT INTO "Assessment" ("organizationId","id","legalEntityId","name","questionnaireId","catalogueVersionId","channels","periodFrom","periodTo","createdById")
     VALUES ($1,$2,$3,'Bench SAQ D','D-Merchant',$4,'{E_COMMERCE}','2026-01-01','2026-12-31',$5)`,
    [organizationId, assessmentId, legalEntityId, VERSION, userId],
  );
  const { rows } = await owner.query(
    'SELECT unnest("requirementKeys") AS key FROM "CatalogueQuestionnaire" WHERE "catalogueVersionId" = $1 AND "questionnaireId" = $2',
    [VERSION, 'D-Merchant'],
  );
  const { answerRows } = await import('./answer-rows.mjs');
  for (const { key } of rows) {
    for (let row = 0; row < answerRows(key); row += 1) {
      await owner.query(
        `INSERT INTO "Response" ("organizationId","assessmentId","requirementKey","row","catalogueVersionId") VALUES ($1,$2,$3,$4,$5)`,
        [organizationId, assessmentId, key, row, VERSION],
      );
    }
  }
  return { organizationId, userId, userName, role: 'COMPLIANCE_OFFICER', assessmentId };
}

async function sessionCookie(owner, { userId, organizationId }, secret) {
  const sessionId = randomUUID();
  await owner.query(
    `INSERT INTO "Session" ("id","userId","organizationId","secondFactorAt","absoluteEnd") VALUES ($1,$2,$3,now(),now() + interval '12 hours')`,
    [sessionId, userId, organizationId],
  );
  const value = await encode({ token: { sub: userId, sid: sessionId }, secret, maxAge: 12 * 60 * 60 });
  return { name: 'inplace.session', value };
}
