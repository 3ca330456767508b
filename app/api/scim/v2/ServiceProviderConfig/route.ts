import { scimAnswer, scimGrant, scimJson } from '@/app/scim';
import { scimBase } from '@/lib/provisioning/queries/users';
import { serviceProviderConfig } from '@/lib/provisioning/rules/discovery';

export const dynamic = 'force-dynamic';

/** What is supported. */
export async function GET(request: Request): Promise<Response> {
  return scimAnswer(async () => {
    await scimGrant(request);
    return scimJson(serviceProviderConfig(scimBase()));
  });
}
