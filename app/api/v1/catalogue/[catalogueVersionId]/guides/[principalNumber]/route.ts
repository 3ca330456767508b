import { GET as get } from '@/app/api/catalogue/[catalogueVersionId]/guides/[principalNumber]/route';
import { answerProgram } from '@/app/program/answer';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/catalogue/[catalogueVersionId]/guides/[principalNumber]'>;

export async function GET(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'assessment:read', (inner) => get(inner, context));
}
