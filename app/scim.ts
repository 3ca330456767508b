import 'server-only';
import { readProvisioningToken } from '@/lib/access/api-key';
import { grantForProvisioning } from '@/lib/access/authorize';
import type { Grant } from '@/lib/access/grant';
import { originOf } from '@/lib/access/origin';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { parseInput, rowId } from '@/lib/platform/parse';
import { ScimProblem, scimPatch } from '@/lib/provisioning/model';
import { type Comparison, parseFilter } from '@/lib/provisioning/rules/filter';
import { type Json, withKnownNames } from '@/lib/provisioning/rules/names';
import type { PatchOperation } from '@/lib/provisioning/rules/patch';
import { boundedBody } from './route-answer';

/** A group of ten thousand members, with room to spare. */
const MAX_BYTES = 2 * 1024 * 1024;

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** For the routes of SCIM: the token of an identity provider and nothing else opens them. */
export async function scimGrant(request: Request): Promise<Grant<'member:manage'>> {
  const from = originOf((name) => request.headers.get(name));
  return grantForProvisioning(await readProvisioningToken(request.headers.get('authorization'), from));
}

/** An answer in the media type of SCIM. Without a body it is 204. */
export function scimJson(body: object | null, status = body ? 200 : 204, headers = {}): Response {
  return new Response(body && JSON.stringify(body), {
    status,
    headers: {
      ...(body && { 'content-type': 'application/scim+json; charset=utf-8' }),
      'cache-control': 'no-store',
      ...headers,
    },
  });
}

/** Runs a route of SCIM; what is refused is said in SCIM's own form (RFC 7644, 3.12). */
export async function scimAnswer(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) {
      const reference = crypto.randomUUID();
      log().error({ reference, err: error }, 'request failed');
      return refusal(500, `This did not work. Tell the administrator of Inplace: ${reference}`);
    }
    const { status, retryAfter } = error;
    const scimType =
      error instanceof ScimProblem ? error.scimType : error.code === 'INVALID' ? 'invalidValue' : undefined;
    return refusal(status, wordsOf(error), scimType, {
      ...(retryAfter && { 'retry-after': String(retryAfter) }),
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    });
  }
}

function refusal(status: number, detail: string, scimType?: string, headers = {}): Response {
  const body = { schemas: [errorSchema], status: String(status), ...(scimType && { scimType }), detail };
  return scimJson(body, status, headers);
}

function wordsOf({ message, fieldErrors }: AppError): string {
  const [field] = Object.entries(fieldErrors ?? {});
  return field ? `${field[0]}: ${field[1].join(' ')}` : message;
}

/** The resource in a request, with names as we write them and without what is not kept here. */
export async function scimBody(request: Request): Promise<Json> {
  const type = request.headers.get('content-type')?.toLowerCase() ?? '';
  if (!/^application\/(scim\+)?json\b/.test(type)) {
    throw new ScimProblem('INVALID', 'Send application/scim+json.', 'invalidSyntax');
  }
  const text = (await boundedBody(request, MAX_BYTES)).toString('utf8');
  try {
    return withKnownNames(JSON.parse(text) as Json);
  } catch {
    throw new ScimProblem('INVALID', 'This is not valid JSON.', 'invalidSyntax');
  }
}

/** The operations of a PATCH. */
export async function scimOperations(request: Request): Promise<PatchOperation[]> {
  return parseInput(scimPatch, await scimBody(request)).Operations;
}

/** An id from an address. What is none answers like one that never was. */
export function scimId(value: string): string {
  const parsed = rowId.safeParse(value);
  if (!parsed.success) throw new AppError('NOT_FOUND');
  return parsed.data;
}

/** What a list is asked for: comparisons, and whether members of groups are wanted. */
export function scimList(request: Request): {
  params: URLSearchParams;
  comparisons: Comparison[];
  wantsMembers: boolean;
} {
  const params = new URL(request.url).searchParams;
  const filter = params.get('filter');
  const left = (params.get('excludedAttributes') ?? '').toLowerCase().split(/[\s,]+/);
  return {
    params,
    comparisons: filter ? parseFilter(filter) : [],
    wantsMembers: !left.includes('members'),
  };
}
