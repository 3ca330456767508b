import { scimAnswer, scimBody, scimGrant, scimJson, scimList } from '@/app/scim';
import { parseInput } from '@/lib/platform/parse';
import { createUser } from '@/lib/provisioning/commands/user';
import { scimUser } from '@/lib/provisioning/model';
import { listUsers, scimBase } from '@/lib/provisioning/queries/users';
import { pageFrom } from '@/lib/provisioning/rules/resource';

export const dynamic = 'force-dynamic';

/** Finds members, page by page. */
export async function GET(request: Request): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    const { params, comparisons } = scimList(request);
    return scimJson(await listUsers(grant, comparisons, pageFrom(params)));
  });
}

/** Makes a member. */
export async function POST(request: Request): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    const user = await createUser(grant, parseInput(scimUser, await scimBody(request)));
    return scimJson(user, 201, { location: `${scimBase()}/Users/${user.id}` });
  });
}
