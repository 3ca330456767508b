import type { JsonObject } from './names';
import { groupSchema, listResponse, userSchema } from './resource';

const schemas = (name: string) => [`urn:ietf:params:scim:schemas:core:2.0:${name}`];

/** What is supported, in SCIM's words (RFC 7643, 5). */
export function serviceProviderConfig(base: string): JsonObject {
  return {
    schemas: schemas('ServiceProviderConfig'),
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token made in Settings, Provisioning.',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}

/** Users and groups (RFC 7643, 6). */
export function resourceTypes(base: string): JsonObject[] {
  const resourceType = (name: string, schema: string): JsonObject => ({
    schemas: schemas('ResourceType'),
    id: name,
    name,
    endpoint: `/${name}s`,
    schema,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  });
  return [resourceType('User', userSchema), resourceType('Group', groupSchema)];
}

type Options = { required?: boolean; unique?: boolean; readOnly?: boolean; exact?: boolean };

function attribute(name: string, type: string, options: Options = {}): JsonObject {
  return {
    name,
    type,
    multiValued: false,
    description: name,
    required: options.required ?? false,
    mutability: options.readOnly ? 'readOnly' : 'readWrite',
    returned: 'default',
    ...(type === 'string' && {
      caseExact: options.exact ?? false,
      uniqueness: options.unique ? 'server' : 'none',
    }),
  };
}

function complex(
  name: string,
  multiValued: boolean,
  subAttributes: JsonObject[],
  options: Options = {},
): JsonObject {
  return { ...attribute(name, 'complex', options), multiValued, subAttributes };
}

/** The attributes that are kept here; everything else that is sent changes nothing (RFC 7643, 7). */
export function scimSchemas(base: string): JsonObject[] {
  const schema = (id: string, name: string, attributes: JsonObject[]): JsonObject => ({
    schemas: schemas('Schema'),
    id,
    name,
    description: name,
    attributes,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  });
  const string = (name: string, options?: Options) => attribute(name, 'string', options);
  return [
    schema(userSchema, 'User', [
      string('userName', { required: true, unique: true }),
      complex('name', false, [string('formatted'), string('givenName'), string('familyName')]),
      string('displayName'),
      complex('emails', true, [string('value'), string('type'), attribute('primary', 'boolean')]),
      attribute('active', 'boolean'),
      complex('groups', true, [string('value', { readOnly: true }), string('display', { readOnly: true })], {
        readOnly: true,
      }),
    ]),
    schema(groupSchema, 'Group', [
      string('displayName', { required: true, unique: true }),
      complex('members', true, [string('value'), string('display', { readOnly: true })]),
    ]),
  ];
}

/** A list that comes whole. */
export function wholeList(resources: JsonObject[]): JsonObject {
  return listResponse(resources, resources.length, { startIndex: 1, count: resources.length });
}
