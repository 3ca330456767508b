import {
  GET as get,
  PATCH as patch,
} from '@/app/api/assessments/[assessmentId]/responses/[requirementNumber]/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/assessments/[assessmentId]/responses/[requirementNumber]'>;

export async function GET(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'assessment:read', (inner) => get(inner, context));
}

export async function PATCH(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'response:record', (inner) => patch(inner, context));
}
