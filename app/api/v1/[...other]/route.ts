import { answerNothing } from '@/app/program/nothing';

export const dynamic = 'force-dynamic';

/** Whatever is not served is said in the form of every other answer, and to nobody without a key. */
export async function GET(request: Request): Promise<Response> {
  return answerNothing(request);
}

export async function POST(request: Request): Promise<Response> {
  return answerNothing(request);
}

export async function PUT(request: Request): Promise<Response> {
  return answerNothing(request);
}

export async function PATCH(request: Request): Promise<Response> {
  return answerNothing(request);
}

export async function DELETE(request: Request): Promise<Response> {
  return answerNothing(request);
}
