import { POST as post } from '@/app/api/evidence/[evidenceId]/files/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/evidence/[evidenceId]/files'>;

export async function POST(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'evidence:attach', (inner) => post(inner, context), ['FORM']);
}
