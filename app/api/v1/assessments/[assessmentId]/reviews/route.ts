import { POST as post } from '@/app/api/assessments/[assessmentId]/reviews/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/assessments/[assessmentId]/reviews'>;

export async function POST(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'response:record', (inner) => post(inner, context));
}
