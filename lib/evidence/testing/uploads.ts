import { createHash, randomUUID } from 'node:crypto';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { unsafeRows } from '@/lib/platform/testing';

type Route = (request: Request) => Promise<Response>;
type FileRoute = (
  request: Request,
  context: { params: Promise<{ evidenceId: string; fileId: string }> },
) => Promise<Response>;

/** The routes of the app, which this cannot reach by itself. */
export type UploadRoutes = { POST: Route; HEAD: Route; PATCH: Route; POST_ITEM: Route; GET_FILE: FileRoute };

/** Uploads as a browser sends them, through the real routes. For tests only. */
export const origin = 'http://localhost:3000';
export type Who = { userId: string };

const cookies = new Map<string, string>();
let first: Who = { userId: '' };

let given: UploadRoutes | undefined;
function routes(): UploadRoutes {
  if (!given) throw new Error('no routes were given');
  return given;
}

/** Signs people in; the first is who sends when nobody is named. */
export async function signIn(
  through: UploadRoutes,
  people: readonly (readonly [Who, string])[],
): Promise<void> {
  given = through;
  first = people[0]?.[0] ?? first;
  for (const [who, organizationId] of people) {
    const sessionId = randomUUID();
    await unsafeRows(
      `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
      [sessionId, who.userId, organizationId],
    );
    const value = await sessionCookieValue({ userId: who.userId, sessionId });
    cookies.set(who.userId, `${sessionCookieName()}=${encodeURIComponent(value)}`);
  }
}

export const headersOf = (who: Who = first) => ({
  origin,
  host: 'localhost:3000',
  cookie: cookies.get(who.userId) ?? '',
});

const base64 = (text: string) => Buffer.from(text).toString('base64');

export function asked(
  method: string,
  address: string,
  headers: Record<string, string>,
  who: Who = first,
  body: BodyInit | null = null,
): Request {
  return new Request(`${origin}/api/evidence/uploads${address}`, {
    method,
    body,
    headers: {
      origin,
      host: 'localhost:3000',
      cookie: cookies.get(who.userId) ?? '',
      'tus-resumable': '1.0.0',
      ...headers,
    },
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  } as RequestInit);
}

export function begin(sizeBytes: number, fileName = 'logs.bin', who: Who = first) {
  return routes().POST(
    asked(
      'POST',
      '',
      { 'upload-length': String(sizeBytes), 'upload-metadata': `filename ${base64(fileName)}` },
      who,
    ),
  );
}

export async function begun(sizeBytes: number, fileName?: string): Promise<string> {
  const response = await begin(sizeBytes, fileName);
  if (response.status !== 201) throw new Error(`an upload was answered with ${response.status}`);
  return (response.headers.get('location') ?? '').split('/').at(-1) ?? '';
}

export async function offsetOf(uploadId: string, who: Who = first): Promise<number> {
  const response = await routes().HEAD(asked('HEAD', `/${uploadId}`, {}, who));
  return response.status === 200 ? Number(response.headers.get('upload-offset')) : -response.status;
}

export function send(uploadId: string, offset: number, body: BodyInit, who: Who = first) {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  return routes().PATCH(asked('PATCH', `/${uploadId}`, headers, who, body));
}

/** A body whose connection breaks after so many bytes. */
export function broken(bytes: Uint8Array, after: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= after) {
        controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
        return;
      }
      const end = Math.min(after, sent + 50_000);
      controller.enqueue(bytes.subarray(sent, end));
      sent = end;
    },
  });
}

export function claim(uploadIds: string[], fields: object = {}, who: Who = first) {
  return routes().POST_ITEM(
    new Request(`${origin}/api/evidence`, {
      method: 'POST',
      body: JSON.stringify({ uploadIds, ...fields }),
      headers: {
        origin,
        host: 'localhost:3000',
        cookie: cookies.get(who.userId) ?? '',
        'content-type': 'application/json',
      },
    }),
  );
}

export type FileRow = { id: string; storageKey: string; sha256: string; mediaType: string; fileName: string };
export const filesOf = (evidenceId: string) =>
  unsafeRows<FileRow>('SELECT * FROM "EvidenceFile" WHERE "evidenceId" = $1', [evidenceId]);

export async function download(evidenceId: string, fileId: string) {
  const headers = { origin, host: 'localhost:3000', cookie: cookies.get(first.userId) ?? '' };
  const request = new Request(`${origin}/api/evidence/${evidenceId}/files/${fileId}`, { headers });
  const response = await routes().GET_FILE(request, { params: Promise.resolve({ evidenceId, fileId }) });
  return Buffer.from(await response.arrayBuffer());
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
