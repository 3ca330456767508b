import 'server-only';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';

/** Runs a route handler and maps expected failures to their status; a defect is logged and answers a plain 500. */
export async function answer(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) {
      return Response.json(
        {
          code: error.code,
          message: error.message,
          ...(error.fieldErrors && { fieldErrors: error.fieldErrors }),
        },
        { status: error.status, headers: { 'cache-control': 'no-store' } },
      );
    }
    const reference = crypto.randomUUID();
    log().error({ reference, err: error }, 'request failed');
    return Response.json(
      {
        code: 'UNAVAILABLE',
        message: `This did not work. If it happens again, tell your administrator: ${reference}`,
      },
      { status: 500, headers: { 'cache-control': 'no-store' } },
    );
  }
}

/** Reads a JSON body of at most `limit` bytes. Throws INVALID or TOO_LARGE. */
export async function jsonBody(request: Request, limit = 256 * 1024): Promise<unknown> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw new AppError('INVALID', 'Send JSON with the content type application/json.');
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw new AppError('TOO_LARGE');
    }
    chunks.push(value);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new AppError('INVALID', 'This is not valid JSON.');
  }
}
