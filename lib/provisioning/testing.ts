import { randomUUID } from 'node:crypto';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { changeProvisioning, makeToken } from './commands/settings';

/** Domains of this run's own: accounts are of the whole instance, and one organization proves a domain. For tests only. */
export const newDomain = () => `${randomUUID().slice(0, 8)}.example.com`;
const domain = newDomain();
export const mail = (name: string, at = domain) => `${name}@${at}`;
export const confirmed = (who: { userId: string }) => unsafeMakeConfirmation(who.userId);

/** Lets an identity provider look after an organization, and returns its token. */
export async function provision(organization: TestOrganization, domains = [domain]) {
  const grant = organization.grant('member:manage');
  for (const name of domains) await proveDomain(organization, name);
  await changeProvisioning(grant, confirmed(organization), { defaultRole: 'ASSESSOR' });
  return (await makeToken(grant, confirmed(organization))).token;
}

/** As after the DNS record was found. Test files share a process, and so the domain: the one before gives it up. */
async function proveDomain({ organizationId }: TestOrganization, name: string): Promise<void> {
  await unsafeRows('DELETE FROM "SignOnDomain" WHERE "domain" = $1 AND "organizationId" <> $2', [
    name,
    organizationId,
  ]);
  await unsafeRows(
    `INSERT INTO "SignOnDomain" ("organizationId", "id", "domain", "token", "verifiedAt", "verifiedBy")
     VALUES ($1, gen_random_uuid(), $2, 'x', now(), 'DNS')`,
    [organizationId, name],
  );
}

/** A request of an identity provider. */
let address = 0;
export function request(
  path: string,
  method = 'GET',
  body?: unknown,
  bearer: string | null = null,
  from?: string,
) {
  address += 1;
  return new Request(`http://localhost:3000/api/scim/v2${path}`, {
    method,
    headers: {
      'x-inplace-peer': from ?? `192.0.2.${address % 250}`,
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/scim+json; charset=utf-8' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** Status, media type and body of an answer; the body without our types, as an identity provider reads it. */
export async function said(answer: Promise<Response>) {
  const response = await answer;
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: text ? JSON.parse(text) : null,
  };
}

/** As Okta creates one. */
export const oktaUser = (name: string, at = domain) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: mail(name, at),
  name: { givenName: name, familyName: 'Roe' },
  emails: [{ primary: true, value: mail(name, at), type: 'work' }],
  displayName: `${name} Roe`,
  locale: 'en-US',
  externalId: `00u${name}`,
  groups: [],
  password: 'sent by Okta, never kept',
  active: true,
});

const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const at = (userId: string) => ({ params: Promise.resolve({ userId }) });
export const inGroup = (groupId: string) => ({ params: Promise.resolve({ groupId }) });

type Answer = Promise<Response>;
type OnUser = (request: Request, context: ReturnType<typeof at>) => Answer;
type OnGroup = (request: Request, context: ReturnType<typeof inGroup>) => Answer;
/** The routes stand above this folder, so they are handed in. */
type ScimRoutes = {
  users: Record<'GET' | 'POST', (request: Request) => Answer>;
  user: Record<'GET' | 'PUT' | 'PATCH', OnUser>;
  group: Record<'PATCH', OnGroup>;
};

/** Asks the routes as an identity provider does, with the token that is current then unless told another. */
export function scimClient({ users, user, group }: ScimRoutes, token: () => string) {
  const ask = (path: string, method = 'GET', body?: unknown, bearer: string | null = token()) =>
    request(path, method, body, bearer);
  const patchBody = (Operations: object[]) => ({ schemas: [patchSchema], Operations });
  return {
    ask,
    find: (filter: string, more = '') =>
      said(users.GET(ask(`/Users?filter=${encodeURIComponent(filter)}${more}`))),
    make: (body: object, bearer?: string) => said(users.POST(ask('/Users', 'POST', body, bearer))),
    get: (id: string, bearer?: string) =>
      said(user.GET(ask(`/Users/${id}`, 'GET', undefined, bearer), at(id))),
    put: (id: string, body: object) => said(user.PUT(ask(`/Users/${id}`, 'PUT', body), at(id))),
    patch: (id: string, operations: object[], bearer?: string) =>
      said(user.PATCH(ask(`/Users/${id}`, 'PATCH', patchBody(operations), bearer), at(id))),
    patchGroup: (id: string, operations: object[]) =>
      said(group.PATCH(ask(`/Groups/${id}`, 'PATCH', patchBody(operations)), inGroup(id))),
  };
}

/** The role that the database has for a membership. */
export async function roleOf(membershipId: string): Promise<string | undefined> {
  const [row] = await unsafeRows<{ role: string }>('SELECT "role" FROM "Membership" WHERE "id" = $1', [
    membershipId,
  ]);
  return row?.role;
}
