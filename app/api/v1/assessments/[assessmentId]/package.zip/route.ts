import { GET as get } from '@/app/api/assessments/[assessmentId]/package.zip/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/assessments/[assessmentId]/package.zip'>;

export async function GET(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'report:export', (inner) => get(inner, context));
}
