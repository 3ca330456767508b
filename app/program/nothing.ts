import 'server-only';
import { notFound } from '@/lib/platform/errors';
import { answer } from '../route-answer';
import { tellLimits } from './answer';
import { asProgram, type Program } from './current';
import { readProgramKey } from './key';

/** An address under /api/v1 that nothing is served at, for whoever has a key. */
export async function answerNothing(request: Request): Promise<Response> {
  const program: Program = { isCounted: false, use: null };
  const response = await asProgram(program, () =>
    answer(async () => {
      await readProgramKey(program, request);
      throw notFound('There is no such address. What there is stands in /api/v1/openapi.json.');
    }),
  );
  tellLimits(response.headers, program);
  return response;
}
