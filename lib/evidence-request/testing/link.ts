import { origin } from '@/lib/evidence/testing/uploads';
import { linkHeader } from '../model';

type Route = (request: Request) => Promise<Response>;
/** The routes of the app, which this cannot reach by itself. */
type LinkRoutes = { POST: Route; PATCH: Route; ANSWER: Route };

const tus = { 'tus-resumable': '1.0.0' };

export const linkHeaders = (token: string, more: Record<string, string> = {}) => ({
  origin,
  host: 'localhost:3000',
  [linkHeader]: token,
  ...more,
});

/** A request about uploads as the page of a link sends it. For tests only. */
export const linkRequest = (
  method: string,
  address: string,
  token: string,
  more: Record<string, string> = {},
  body: BodyInit | null = null,
) =>
  new Request(`${origin}/api/requested/uploads${address}`, {
    method,
    headers: linkHeaders(token, { ...tus, ...more }),
    body,
  });

export const uploadIdIn = (response: Response) =>
  (response.headers.get('location') ?? '').split('/').at(-1) ?? '';

/** What a refusal says. */
export const saidIn = async (response: Response) =>
  (await response.json()) as { code: string; message: string };

/** Sends what the page of a link sends, through the real routes. */
export function through({ POST, PATCH, ANSWER }: LinkRoutes) {
  const begin = (token: string, sizeBytes = 3, fileName = 'report.txt') =>
    POST(
      linkRequest('POST', '', token, {
        'upload-length': String(sizeBytes),
        'upload-metadata': `filename ${btoa(fileName)}`,
      }),
    );
  const send = (token: string, uploadId: string, text: string, offset = 0) =>
    PATCH(
      linkRequest(
        'PATCH',
        `/${uploadId}`,
        token,
        { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        text,
      ),
    );
  const arrived = async (token: string, text: string, fileName?: string) => {
    const uploadId = uploadIdIn(await begin(token, text.length, fileName));
    const { status } = await send(token, uploadId, text);
    if (status !== 204) throw new Error(`a file was answered with ${status}`);
    return uploadId;
  };
  const answerWith = (token: string, body: object) =>
    ANSWER(
      new Request(`${origin}/api/requested`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: linkHeaders(token, { 'content-type': 'application/json' }),
      }),
    );
  return { begin, send, arrived, answerWith };
}
