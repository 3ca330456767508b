import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { uploadRequest } from '@/lib/evidence/testing/files';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { GET as GET_FILE } from './[evidenceId]/files/[fileId]/route';
import { POST as POST_FILES } from './[evidenceId]/files/route';
import { GET as GET_HITS, POST } from './route';

const origin = 'http://localhost:3000';
let ours: TestOrganization;
let theirs: TestOrganization;
let manager: TestMember;
let assessmentId: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  manager = await ours.addMember({ role: 'MANAGER' });
  assessmentId = await makeAssessment(ours, 'A');
  for (const [who, organizationId] of [
    [ours, ours.organizationId],
    [manager, ours.organizationId],
    [theirs, theirs.organizationId],
  ] as const) {
    const sessionId = randomUUID();
    await unsafeRows(
      `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
      [sessionId, who.userId, organizationId],
    );
    const value = await sessionCookieValue({ userId: who.userId, sessionId });
    cookies.set(who.userId, `${sessionCookieName()}=${encodeURIComponent(value)}`);
  }
});

type Who = { userId: string };
const headersOf = (who: Who = ours) => ({
  origin,
  host: 'localhost:3000',
  cookie: cookies.get(who.userId) ?? '',
});
const as = (request: Request, headers: Record<string, string> = headersOf()) => {
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  return request;
};
const items = async () =>
  (await unsafeRows('SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1', [ours.organizationId]))
    .length;

async function upload(files: Record<string, string | Uint8Array>, fields = {}, who: Who = ours) {
  const response = await POST(as(uploadRequest(files, fields), headersOf(who)));
  return { status: response.status, body: await response.json() };
}

/** Uploads one file and answers with its ids. */
async function addFile(name: string, contents: string | Uint8Array) {
  const { body } = await upload({ [name]: contents });
  const [row] = await unsafeRows<{ id: string }>('SELECT "id" FROM "EvidenceFile" WHERE "evidenceId" = $1', [
    body.evidenceId,
  ]);
  return { evidenceId: body.evidenceId as string, fileId: row?.id ?? '' };
}

function fetchFile(
  ids: { evidenceId: string; fileId: string },
  options: { view?: boolean; headers?: Record<string, string>; who?: Who } = {},
) {
  const address = `${origin}/api/evidence/${ids.evidenceId}/files/${ids.fileId}${options.view ? '?view=1' : ''}`;
  const request = new Request(address, { headers: { ...headersOf(options.who), ...options.headers } });
  return GET_FILE(request, { params: Promise.resolve(ids) });
}

describe('sending evidence', () => {
  test('a file is taken, described and attached in one request', async () => {
    const { status, body } = await upload(
      { 'scan.csv': 'a;b' },
      {
        title: 'Scan',
        evidenceType: 'scan_report',
        validUntil: '2030-01-01',
        assessmentId,
        requirementNumber: '11.3.2',
      },
    );
    expect(status).toBe(201);
    const [row] = await unsafeRows<{ title: string; requirementKey: string }>(
      `SELECT i."title", l."requirementKey" FROM "EvidenceItem" i JOIN "EvidenceLink" l ON l."evidenceId" = i."id" WHERE i."id" = $1`,
      [body.evidenceId],
    );
    expect(row).toEqual({ title: 'Scan', requirementKey: 'pci-dss:11.3.2' });
  });

  test.each<[string, number, () => Promise<Response>]>([
    [
      'without a session',
      401,
      () => POST(as(uploadRequest({ 'a.txt': 'x' }), { origin, host: 'localhost:3000' })),
    ],
    [
      'from another site',
      403,
      () => POST(as(uploadRequest({ 'a.txt': 'x' }), { ...headersOf(), origin: 'https://evil.example' })),
    ],
    [
      'without an origin',
      403,
      () => POST(as(uploadRequest({ 'a.txt': 'x' }), { ...headersOf(), origin: 'null' })),
    ],
    ['by a manager', 403, () => POST(as(uploadRequest({ 'a.txt': 'x' }), headersOf(manager)))],
    ['with an unknown field', 400, () => POST(as(uploadRequest({ 'a.txt': 'x' }, { organizationId: 'x' })))],
    [
      'with a type that is none',
      400,
      () => POST(as(uploadRequest({ 'a.txt': 'x' }, { evidenceType: 'toString' }))),
    ],
    [
      'with a day that does not exist',
      400,
      () => POST(as(uploadRequest({ 'a.txt': 'x' }, { validUntil: '2026-02-30' }))),
    ],
    ['with half a target', 400, () => POST(as(uploadRequest({ 'a.txt': 'x' }, { assessmentId })))],
    [
      'to an assessment that is not theirs',
      404,
      () =>
        POST(
          as(
            uploadRequest({ 'a.txt': 'x' }, { assessmentId, requirementNumber: '6.3.3' }),
            headersOf(theirs),
          ),
        ),
    ],
    [
      'with a title of control characters',
      400,
      () => POST(as(uploadRequest({ 'a.txt': 'x' }, { title: 'a\u202eb' }))),
    ],
  ])('%s: %i, and nothing is kept', async (_words, status, send) => {
    const before = await items();
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toContain('no-store');
    expect(await response.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    expect(await items()).toBe(before);
  });

  test('more files join an item of one’s own organization only', async () => {
    const { evidenceId } = await addFile('a.txt', 'x');
    const context = { params: Promise.resolve({ evidenceId }) };
    expect((await POST_FILES(as(uploadRequest({ 'b.txt': 'y' })), context)).status).toBe(201);
    expect((await POST_FILES(as(uploadRequest({ 'b.txt': 'y' }), headersOf(theirs)), context)).status).toBe(
      404,
    );
    expect((await POST_FILES(as(uploadRequest({ 'b.txt': 'y' }, { title: 'x' })), context)).status).toBe(400);
  });

  test('the library is searched within the organization', async () => {
    await upload({ 'a.txt': 'x' }, { title: 'Needle in the haystack' });
    const search = async (who: Who) => {
      const response = await GET_HITS(
        new Request(`${origin}/api/evidence?query=needle`, { headers: headersOf(who) }),
      );
      return (await response.json()).hits.length;
    };
    expect(await search(manager)).toBe(1);
    expect(await search(theirs)).toBe(0);
  });
});

describe('getting a file', () => {
  test('as a download: attachment, no sniffing, no rights, the name encoded', async () => {
    const ids = await addFile('Prüf"bericht.csv', 'a;b');
    const response = await fetchFile(ids);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="Pr_f_bericht.csv"; filename*=UTF-8''Pr%C3%BCf%22bericht.csv`,
      'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store, no-transform',
      'content-length': '3',
    });
    expect(await response.text()).toBe('a;b');
  });

  test.each([
    ['a PDF', 'a.pdf', '%PDF-1.7\n', 'inline', 'application/pdf'],
    ['a table, as plain text', 'a.csv', 'a;b', 'inline', 'text/plain; charset=utf-8'],
    [
      'HTML that calls itself a picture',
      'a.png',
      '<!doctype html><script>1</script>',
      'attachment',
      'application/octet-stream',
    ],
    [
      'an SVG',
      'a.svg',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'attachment',
      'application/octet-stream',
    ],
    ['JSON', 'a.json', '{}', 'attachment', 'application/octet-stream'],
  ])('in the tab: %s is sent %s', async (_words, name, contents, kind, type) => {
    const response = await fetchFile(await addFile(name, contents), { view: true });
    expect(response.headers.get('content-disposition')).toMatch(new RegExp(`^${kind};`));
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox;/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('in parts', async () => {
    const ids = await addFile('a.txt', '0123456789');
    const part = await fetchFile(ids, { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ]);
    const past = await fetchFile(ids, { headers: { range: 'bytes=10-' } });
    expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */10']);
    const other = await fetchFile(ids, { headers: { range: 'bytes=2-4', 'if-range': '"another"' } });
    expect([other.status, await other.text()]).toEqual([200, '0123456789']);
  });

  test.each([
    ['of another organization', () => ({ who: theirs })],
    ['without a session', () => ({ headers: { cookie: '' } })],
  ])('%s: not sent', async (_words, options) => {
    const response = await fetchFile(await addFile('a.txt', 'secret'), options());
    expect([401, 404]).toContain(response.status);
    expect(await response.text()).not.toContain('secret');
  });

  test('a foreign id, a random id and a malformed id answer alike', async () => {
    const ids = await addFile('a.txt', 'x');
    const answers = await Promise.all([
      fetchFile(ids, { who: theirs }),
      fetchFile({ ...ids, fileId: randomUUID() }),
      fetchFile({ evidenceId: '../../etc', fileId: 'x' }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
  });
});
