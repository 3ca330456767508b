/** Attribute names that we know, by their lower-case form: SCIM's names ignore case (RFC 7643, 2.1). */
const KNOWN = new Map(
  [
    'schemas',
    'id',
    'externalId',
    'userName',
    'displayName',
    'name',
    'formatted',
    'givenName',
    'familyName',
    'emails',
    'members',
    'value',
    'type',
    'primary',
    'display',
    'active',
    'Operations',
    'op',
    'path',
  ].map((name) => [name.toLowerCase(), name]),
);

/** The schemas whose attributes may be written with their whole name in front. */
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i;

/** A name as RFC 7643 writes it, or null for an attribute that is not kept here. */
export function knownName(name: string): string | null {
  return KNOWN.get(name.replace(CORE, '').toLowerCase()) ?? null;
}

/** "urn:…:User:name.givenName" → ["name", "givenName"]; null where a part is not known here. */
export function knownPath(path: string): string[] | null {
  const parts = path.replace(CORE, '').split('.').map(knownName);
  return parts.length <= 2 && parts.every((part) => part !== null) ? parts : null;
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same with names as we write them, and without what we do not keep. Dotted names become objects. */
export function withKnownNames(value: Json): Json {
  if (Array.isArray(value)) return value.map(withKnownNames);
  if (!isObject(value)) return value;
  const found: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    const [outer, sub] = knownPath(name) ?? [];
    if (!outer) continue;
    const known = withKnownNames(inner);
    const before = found[outer];
    if (sub) found[outer] = { ...(isObject(before) ? before : {}), [sub]: known };
    else found[outer] = isObject(before) && isObject(known) ? { ...before, ...known } : known;
  }
  return found;
}
