import { scimAnswer, scimBody, scimGrant, scimId, scimJson, scimList, scimOperations } from '@/app/scim';
import { parseInput } from '@/lib/platform/parse';
import { patchGroup, removeGroup, replaceGroup } from '@/lib/provisioning/commands/group';
import { scimGroup } from '@/lib/provisioning/model';
import { getGroup } from '@/lib/provisioning/queries/groups';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ groupId: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    const id = scimId((await params).groupId);
    return scimJson(await getGroup(grant, id, scimList(request).wantsMembers));
  });
}

/** Replaces a group and its members. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    const id = scimId((await params).groupId);
    return scimJson(await replaceGroup(grant, id, parseInput(scimGroup, await scimBody(request))));
  });
}

/** Changes parts of a group, mostly its members. Answers without a body: groups are large. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    const id = scimId((await params).groupId);
    await patchGroup(grant, id, await scimOperations(request));
    return scimJson(null);
  });
}

/** Removes a group; the role that it stood for falls away. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    await removeGroup(grant, scimId((await params).groupId));
    return scimJson(null);
  });
}
