import {
  GET as get,
  POST as post,
  DELETE as remove,
} from '@/app/api/assessments/[assessmentId]/requirements/[requirementNumber]/evidence/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/assessments/[assessmentId]/requirements/[requirementNumber]/evidence'>;

export async function GET(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'evidence:read', (inner) => get(inner, context));
}

export async function POST(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'evidence:attach', (inner) => post(inner, context));
}

export async function DELETE(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'evidence:attach', (inner) => remove(inner, context));
}
