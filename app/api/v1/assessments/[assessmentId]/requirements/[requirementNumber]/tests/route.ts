import {
  GET as get,
  PATCH as patch,
  POST as post,
  DELETE as remove,
} from '@/app/api/assessments/[assessmentId]/requirements/[requirementNumber]/tests/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/assessments/[assessmentId]/requirements/[requirementNumber]/tests'>;

export async function GET(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'assessment:read', (inner) => get(inner, context));
}

export async function POST(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'response:record', (inner) => post(inner, context));
}

export async function PATCH(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'response:record', (inner) => patch(inner, context));
}

export async function DELETE(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'response:record', (inner) => remove(inner, context));
}
