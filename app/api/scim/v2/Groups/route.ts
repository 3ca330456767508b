import { scimAnswer, scimBody, scimGrant, scimJson, scimList } from '@/app/scim';
import { parseInput } from '@/lib/platform/parse';
import { createGroup } from '@/lib/provisioning/commands/group';
import { scimGroup } from '@/lib/provisioning/model';
import { listGroups } from '@/lib/provisioning/queries/groups';
import { scimBase } from '@/lib/provisioning/queries/users';
import { pageFrom } from '@/lib/provisioning/rules/resource';

export const dynamic = 'force-dynamic';

/** Finds groups, page by page. */
export async function GET(request: Request): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    const { params, comparisons, wantsMembers } = scimList(request);
    return scimJson(await listGroups(grant, comparisons, pageFrom(params), wantsMembers));
  });
}

/** Makes a group. */
export async function POST(request: Request): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    const group = await createGroup(grant, parseInput(scimGroup, await scimBody(request)));
    return scimJson(group, 201, { location: `${scimBase()}/Groups/${group.id}` });
  });
}
