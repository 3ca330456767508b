import 'server-only';
import { type KeyContext, keyIn, readKey } from '@/lib/access/api-key';
import { originOf } from '@/lib/access/origin';
import { AppError } from '@/lib/platform/errors';
import type { Program } from './current';

/** Whose key a request under /api/v1 carries. It counts once, however often it is asked. Throws as readKey() does. */
export async function readProgramKey(program: Program, request: Request): Promise<KeyContext> {
  const token = keyIn(request.headers.get('authorization'));
  if (token === null) {
    throw new AppError('UNAUTHENTICATED', 'Send an API key: "Authorization: Bearer inp_…".');
  }
  const counts = !program.isCounted;
  program.isCounted = true;
  return readKey(
    token,
    originOf((name) => request.headers.get(name)),
    {
      counts,
      tell: (use) => {
        if (counts) program.use = use;
      },
    },
  );
}
