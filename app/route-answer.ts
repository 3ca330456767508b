import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { NextResponse } from 'next/server';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';

type Cookie = Parameters<NextResponse['cookies']['set']>;

/** Cookies that the answer of a route carries, whatever it will be. */
const jars = new AsyncLocalStorage<Cookie[]>();

/** Whether a route is being answered: then the cookie goes with its answer. */
export function giveCookie(...cookie: Cookie): boolean {
  const jar = jars.getStore();
  jar?.push(cookie);
  return jar !== undefined;
}

/**
 * Runs a route handler and maps expected failures to their status; a defect is logged and answers a plain 500. A session
 * that moved to a new id has moved even when what came after it failed: its cookie goes with every answer.
 */
export async function answer(work: () => Promise<Response>): Promise<Response> {
  const jar: Cookie[] = [];
  const response = await jars.run(jar, () => answerOf(work));
  for (const cookie of jar) {
    const carrier = new NextResponse();
    carrier.cookies.set(...cookie);
    response.headers.append('set-cookie', carrier.headers.get('set-cookie') ?? '');
  }
  return response;
}

async function answerOf(work: () => Promise<Response>): Promise<Response> {
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
        {
          status: error.status,
          headers: {
            'cache-control': 'no-store',
            ...(error.retryAfter && { 'retry-after': String(error.retryAfter) }),
            ...(error.status === 401 && { 'www-authenticate': 'Bearer' }),
          },
        },
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

/** Reads a body of at most `limit` bytes, and stops at the first one more. Throws TOO_LARGE. */
export async function boundedBody(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new AppError('TOO_LARGE');
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
  return Buffer.concat(chunks);
}

/** Whether a request says that it carries JSON. */
export function isJson(request: Request): boolean {
  return request.headers.get('content-type')?.startsWith('application/json') ?? false;
}

/** A body that was read before anybody was asked who they are; what is wrong with it is said only afterwards. */
export type HeldBody = { json: () => unknown };

/**
 * Reads a JSON body of at most `limit` bytes. Call it before asking for the grant: a body may take its time, and who sent
 * its first byte may have been shown out before its last. What is wrong with it is thrown by `json()`: INVALID or
 * TOO_LARGE.
 */
export async function heldBody(request: Request, limit = 256 * 1024): Promise<HeldBody> {
  if (!isJson(request)) {
    return refused(new AppError('INVALID', 'Send JSON with the content type application/json.'));
  }
  try {
    const value: unknown = parsed((await boundedBody(request, limit)).toString('utf8'));
    return { json: () => value };
  } catch (error) {
    return refused(error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('INVALID', 'This is not valid JSON.');
  }
}

function refused(error: unknown): HeldBody {
  return {
    json: () => {
      throw error;
    },
  };
}
