import { scimAnswer, scimGrant } from '@/app/scim';
import { AppError } from '@/lib/platform/errors';

export const dynamic = 'force-dynamic';

/** Bulk, Me and everything else that is not served is said in SCIM's own form. */
function nothingHere(request: Request): Promise<Response> {
  return scimAnswer(async () => {
    await scimGrant(request);
    throw new AppError('NOT_FOUND', 'There is no such endpoint. Bulk operations are not supported.');
  });
}

export async function GET(request: Request): Promise<Response> {
  return nothingHere(request);
}

export async function POST(request: Request): Promise<Response> {
  return nothingHere(request);
}
