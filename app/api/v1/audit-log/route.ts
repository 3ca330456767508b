import { GET as get } from '@/app/api/audit-log/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return answerProgram(request, 'audit-trail:read', (inner) => get(inner));
}
