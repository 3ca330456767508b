import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { KeyPermission } from '@/lib/access/permissions';
import { AppError } from '@/lib/platform/errors';
import { programLimits } from '@/lib/platform/rate-limit';
import { routeGrant } from '../access';
import { answer } from '../route-answer';
import { asProgram, type Program } from './current';
import { answerOnce } from './once';

type BodyKind = 'JSON' | 'FORM';

const mediaTypes: Record<BodyKind, string> = { JSON: 'application/json', FORM: 'multipart/form-data' };

/**
 * Answers a request under /api/v1: the key first, then what it carries, then the work. What changes something is done once for
 * an Idempotency-Key. Every answer says what is left of the requests.
 */
export async function answerProgram<P extends KeyPermission>(
  request: Request,
  permission: P,
  work: (request: Request, grant: Grant<P>) => Promise<Response>,
  takes: readonly BodyKind[] = ['JSON'],
): Promise<Response> {
  const program: Program = { isCounted: false, use: null };
  const response = await asProgram(program, () =>
    answer(async () => {
      const grant = await routeGrant(request, permission);
      if (isReading(request)) return work(request, grant);
      assertTaken(request, takes);
      return answerOnce(grant, request, (inner) => work(inner, grant));
    }),
  );
  tellLimits(response.headers, program);
  return response;
}

const isReading = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/** Throws WRONG_MEDIA_TYPE. */
function assertTaken(request: Request, takes: readonly BodyKind[]): void {
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (takes.some((kind) => mediaTypes[kind] === type)) return;
  const wanted = takes.map((kind) => mediaTypes[kind]).join(' or ');
  throw new AppError('WRONG_MEDIA_TYPE', `Send this as ${wanted}, and say so in Content-Type.`);
}

const { key, organization, seconds } = programLimits;
const policy = `"key";q=${key};w=${seconds}, "organization";q=${organization};w=${seconds}`;

/** The two fields of the IETF's RateLimit header draft; what is left is said to a key that is known. */
export function tellLimits(headers: Headers, { use }: Program): void {
  headers.set('ratelimit-policy', policy);
  if (!use) return;
  const left = (limit: number, used: number) => Math.max(0, limit - used);
  headers.set(
    'ratelimit',
    `"key";r=${left(key, use.keyUsed)};t=${use.keyReset}, "organization";r=${left(organization, use.organizationUsed)};t=${use.organizationReset}`,
  );
}
