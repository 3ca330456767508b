import { GET as get } from '@/app/api/evidence/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return answerProgram(request, 'evidence:read', (inner) => get(inner));
}
