import { scimAnswer, scimGrant, scimJson } from '@/app/scim';
import { scimBase } from '@/lib/provisioning/queries/users';
import { scimSchemas, wholeList } from '@/lib/provisioning/rules/discovery';

export const dynamic = 'force-dynamic';

/** Which attributes are kept. */
export async function GET(request: Request): Promise<Response> {
  return scimAnswer(async () => {
    await scimGrant(request);
    return scimJson(wholeList(scimSchemas(scimBase())));
  });
}
