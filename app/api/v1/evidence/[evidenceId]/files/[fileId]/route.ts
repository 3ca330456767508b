import { GET as get } from '@/app/api/evidence/[evidenceId]/files/[fileId]/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/evidence/[evidenceId]/files/[fileId]'>;

export async function GET(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'evidence:read', (inner) => get(inner, context));
}
