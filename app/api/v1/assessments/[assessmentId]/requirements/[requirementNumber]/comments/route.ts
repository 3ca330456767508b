import { GET as get } from '@/app/api/assessments/[assessmentId]/requirements/[requirementNumber]/comments/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/assessments/[assessmentId]/requirements/[requirementNumber]/comments'>;

export async function GET(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'assessment:read', (inner) => get(inner, context));
}
