import type { JsonObject } from './names';

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

export type UserFacts = {
  id: string;
  userName: string;
  externalId: string | null;
  name: string;
  givenName: string;
  familyName: string;
  email: string;
  isActive: boolean;
  groups: readonly { id: string; displayName: string }[];
  createdAt: Date;
  updatedAt: Date;
};

/** A member as a User of SCIM (RFC 7643, 4.1). */
export function userResource(user: UserFacts, base: string): JsonObject {
  return {
    schemas: [userSchema],
    id: user.id,
    ...(user.externalId !== null && { externalId: user.externalId }),
    userName: user.userName,
    name: { formatted: user.name, givenName: user.givenName, familyName: user.familyName },
    displayName: user.name,
    emails: [{ value: user.email, type: 'work', primary: true }],
    active: user.isActive,
    groups: user.groups.map(({ id, displayName }) => ({
      value: id,
      display: displayName,
      $ref: `${base}/Groups/${id}`,
    })),
    meta: metaOf('User', user, `${base}/Users/${user.id}`),
  };
}

export type GroupFacts = {
  id: string;
  displayName: string;
  externalId: string | null;
  /** Null where they were not asked for. */
  members: readonly { id: string; name: string }[] | null;
  createdAt: Date;
  updatedAt: Date;
};

/** A Group of SCIM (RFC 7643, 4.2). */
export function groupResource(group: GroupFacts, base: string): JsonObject {
  return {
    schemas: [groupSchema],
    id: group.id,
    ...(group.externalId !== null && { externalId: group.externalId }),
    displayName: group.displayName,
    ...(group.members && {
      members: group.members.map(({ id, name }) => ({
        value: id,
        display: name,
        $ref: `${base}/Users/${id}`,
        type: 'User',
      })),
    }),
    meta: metaOf('Group', group, `${base}/Groups/${group.id}`),
  };
}

function metaOf(
  resourceType: string,
  { createdAt, updatedAt }: { createdAt: Date; updatedAt: Date },
  location: string,
): JsonObject {
  return {
    resourceType,
    created: createdAt.toISOString(),
    lastModified: updatedAt.toISOString(),
    location,
  };
}

export type ScimPage = { startIndex: number; count: number };

/** Which part of a list is asked for (RFC 7644, 3.4.2.4): what is too small counts as the smallest, and what is no number as left out. */
export function pageFrom(params: URLSearchParams): ScimPage {
  const number = (name: string, otherwise: number) => {
    const text = params.get(name) ?? '';
    return /^-?\d{1,9}$/.test(text) ? Number(text) : otherwise;
  };
  return {
    startIndex: Math.max(1, number('startIndex', 1)),
    count: Math.min(200, Math.max(0, number('count', 100))),
  };
}

/** One part of a list. */
export function listResponse(resources: JsonObject[], total: number, page: ScimPage): JsonObject {
  return {
    schemas: [listSchema],
    totalResults: total,
    startIndex: page.startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
