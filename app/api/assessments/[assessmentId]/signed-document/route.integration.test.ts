import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { hashPassword } from '@/lib/access/password';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { makeReady, officer, shownHash } from '@/lib/attestation/testing/rows';
import { uploadRequest } from '@/lib/evidence/testing/files';
import { dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { GET } from '../snapshot.json/route';
import { POST } from './route';

const password = 'grey lanterns over harbour 5';
const origin = 'http://localhost:3000';
const pdf = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
let ours: TestOrganization;
let theirs: TestOrganization;
let manager: TestMember;
const cookies = new Map<string, string>();

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(officer), makeOrganization(officer)]);
  manager = await ours.addMember({ role: 'MANAGER' });
  await Promise.all([signIn(ours, ours), signIn(manager, ours), signIn(theirs, theirs)]);
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = ANY($1::uuid[])', [
    [ours.userId, theirs.userId],
    await hashPassword(password),
  ]);
});

async function signIn({ userId }: TestMember, { organizationId }: TestOrganization): Promise<void> {
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
    [sessionId, userId, organizationId],
  );
  const value = await sessionCookieValue({ userId, sessionId });
  cookies.set(userId, `${sessionCookieName()}=${encodeURIComponent(value)}`);
}

const headersOf = (who: TestMember) => ({
  origin,
  host: 'localhost:3000',
  cookie: cookies.get(who.userId) ?? '',
});
/** As a browser does: whoever confirmed goes on under a new id. */
function keepCookie({ userId }: TestMember, response: Response): void {
  const [cookie] = response.headers.getSetCookie();
  if (cookie) cookies.set(userId, cookie.split(';', 1)[0] ?? '');
}

const withParams = (assessmentId: string) => ({ params: Promise.resolve({ assessmentId }) });

async function post(
  assessmentId: string,
  fields: Record<string, string>,
  options: { who?: TestMember; headers?: Record<string, string>; files?: Record<string, string> } = {},
) {
  const request = uploadRequest(options.files ?? { 'signed.pdf': pdf }, fields);
  for (const [name, value] of Object.entries({ ...headersOf(options.who ?? ours), ...options.headers })) {
    request.headers.set(name, value);
  }
  const response = await POST(request, withParams(assessmentId));
  keepCookie(options.who ?? ours, response);
  return { status: response.status, body: await response.json() };
}

async function fieldsOf(assessmentId: string): Promise<Record<string, string>> {
  const contentSha256 = await shownHash(ours, assessmentId);
  return {
    contentSha256,
    printedHash: `${contentSha256.slice(0, 8).toUpperCase()}…${contentSha256.slice(-4)}`,
    signedOn: dayIn(ours.timeZone),
    completed: 'on',
    fair: 'on',
    maintained: 'on',
    password,
  };
}

/** Everything that a filing writes: the state of the attestation, evidence, events, files on the disk. */
async function traces(assessmentId: string) {
  const [row] = await unsafeRows(
    `SELECT (SELECT "status" FROM "Attestation" WHERE "assessmentId" = $2) AS "status",
       (SELECT count(*)::int FROM "EvidenceItem" WHERE "organizationId" = $1) AS "items",
       (SELECT count(*)::int FROM "AuditEvent" WHERE "organizationId" = $1) AS "events"`,
    [ours.organizationId, assessmentId],
  );
  const folder = join(inject('dataFolder'), 'evidence', ours.organizationId);
  return { ...row, files: await readdir(folder).catch(() => []) };
}

async function failedAttempts(): Promise<number | undefined> {
  const [row] = await unsafeRows<{ failedAttempts: number }>(
    'SELECT "failedAttempts" FROM "User" WHERE "id" = $1',
    [ours.userId],
  );
  return row?.failedAttempts;
}

function download(assessmentId: string, who: TestMember = ours): Promise<Response> {
  const request = new Request(`${origin}/api/assessments/${assessmentId}/snapshot.json`, {
    headers: headersOf(who),
  });
  return GET(request, withParams(assessmentId));
}

describe('filing signed pages over HTTP', () => {
  test('seals the attestation; the downloaded data has the hash of the seal', async () => {
    const assessmentId = await makeReady(ours);
    const { status, body } = await post(assessmentId, await fieldsOf(assessmentId));
    expect(status).toBe(201);
    const response = await download(assessmentId, manager);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(body.snapshotSha256);
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const exported = await unsafeRows(
      `SELECT 1 FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'report.exported' AND "text" LIKE $2`,
      [ours.organizationId, `%${body.snapshotSha256}%`],
    );
    expect(exported).toHaveLength(1);
  });

  test('is refused in every wrong way, and the attestation stays a draft', async () => {
    const assessmentId = await makeReady(ours);
    const fields = await fieldsOf(assessmentId);
    const { fair: _, ...withoutFair } = fields;
    const refusals = [
      await post(assessmentId, fields, { headers: { cookie: '' } }),
      await post(assessmentId, fields, { headers: { origin: 'https://evil.example' } }),
      await post(assessmentId, fields, { who: manager }),
      await post(assessmentId, fields, { who: theirs }),
      await post(randomUUID(), fields),
      await post('not-an-id', fields),
      await post(assessmentId, withoutFair),
      await post(assessmentId, { ...fields, status: 'SIGNED' }),
      await post(assessmentId, { ...fields, signedOn: '2026-02-31' }),
      await post(assessmentId, { ...fields, contentSha256: '0'.repeat(64) }),
      await post(assessmentId, fields, { files: { 'a.pdf': pdf, 'b.pdf': pdf } }),
      await post(assessmentId, fields, { files: { 'a.pdf': '' } }),
      // Without the fields of a signature it only adds a document: not without the password, and not to a draft.
      await post(assessmentId, {}),
      await post(assessmentId, { password }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([
      401, 403, 403, 404, 404, 404, 400, 400, 400, 409, 400, 400, 400, 409,
    ]);
    const [row] = await unsafeRows<{ status: string }>(
      'SELECT "status" FROM "Attestation" WHERE "assessmentId" = $1',
      [assessmentId],
    );
    expect(row?.status).toBe('DRAFT');
  });

  test.each([
    ['no', undefined, 'Enter your password to sign.', 0],
    ['an empty', '', 'Enter your password to sign.', 0],
    ['a wrong', 'grey lanterns over harbour 6', 'This is not your password.', 1],
  ])(
    'with %s password nothing changes; a wrong one counts towards the lockout',
    async (_, given, words, counted) => {
      const assessmentId = await makeReady(ours);
      const { password: _right, ...fields } = await fieldsOf(assessmentId);
      const [before, failed] = [await traces(assessmentId), await failedAttempts()];
      const { status, body } = await post(
        assessmentId,
        given === undefined ? fields : { ...fields, password: given },
      );
      expect({ status, errors: body.fieldErrors }).toEqual({ status: 400, errors: { password: [words] } });
      expect(await traces(assessmentId)).toEqual(before);
      expect(before).toMatchObject({ status: 'DRAFT' });
      expect(await failedAttempts()).toBe((failed ?? 0) + counted);
    },
  );

  test('there is nothing to download before the signature, nor for others', async () => {
    const assessmentId = await makeReady(ours);
    expect((await download(assessmentId)).status).toBe(404);
    expect((await download(assessmentId, theirs)).status).toBe(404);
    expect((await download('undefined')).status).toBe(404);
  });
});
