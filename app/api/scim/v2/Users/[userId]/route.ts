import { scimAnswer, scimBody, scimGrant, scimId, scimJson, scimOperations } from '@/app/scim';
import { parseInput } from '@/lib/platform/parse';
import { patchUser, removeUser, replaceUser } from '@/lib/provisioning/commands/user';
import { scimUser } from '@/lib/provisioning/model';
import { getUser } from '@/lib/provisioning/queries/users';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ userId: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    return scimJson(await getUser(grant, scimId((await params).userId)));
  });
}

/** Replaces what is said of a member. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    const id = scimId((await params).userId);
    return scimJson(await replaceUser(grant, id, parseInput(scimUser, await scimBody(request))));
  });
}

/** Changes parts of it; "active" false ends the membership. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    const id = scimId((await params).userId);
    return scimJson(await patchUser(grant, id, await scimOperations(request)));
  });
}

/** Ends the membership; what the person did stays under their name. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return scimAnswer(async () => {
    const grant = await scimGrant(request);
    await removeUser(grant, scimId((await params).userId));
    return scimJson(null);
  });
}
