import { ScimProblem } from '../model';
import { isObject, type Json, type JsonObject, knownName, knownPath, withKnownNames } from './names';

export type PatchOperation = { op: 'add' | 'replace' | 'remove'; path?: string | undefined; value?: Json };

type Target = { attribute: string; sub?: string | undefined; match?: { attribute: string; value: string } };

const VALUE_PATH = /^([\w:.-]+)\[\s*(\w+)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*\](?:\.(\w+))?$/i;
const PLAIN_PATH = /^[\w:.$-]+$/;

/** What a path names; null for attributes that are not kept here. Throws invalidPath for what is no path. */
function targetOf(path: string): Target | null {
  const [, outer, inner, value, sub] = VALUE_PATH.exec(path) ?? [];
  if (outer && inner && value) {
    const names = [knownPath(outer)?.[0], knownName(inner), sub === undefined ? undefined : knownName(sub)];
    const [attribute, by, part] = names;
    if (!attribute || !by || part === null) return null;
    return {
      attribute,
      sub: part,
      match: {
        attribute: by,
        value: literalOf(value),
      },
    };
  }
  if (!PLAIN_PATH.test(path)) throw invalidPath();
  const [attribute, part] = knownPath(path) ?? [];
  return attribute ? { attribute, sub: part } : null;
}

function literalOf(text: string): string {
  try {
    return String(JSON.parse(text.startsWith('"') ? text : text.toLowerCase()));
  } catch {
    throw invalidPath();
  }
}

function invalidPath(): ScimProblem {
  return new ScimProblem('INVALID', 'This path cannot be read.', 'invalidPath');
}

/**
 * A resource after the operations of a PATCH (RFC 7644, 3.5.2), as a new object. It understands what identity providers
 * really send: operations in any case, values without a path, value filters, members to be removed as a value. Attributes
 * that are not kept here change nothing.
 */
export function applyPatch(resource: JsonObject, operations: readonly PatchOperation[]): JsonObject {
  let result = structuredClone(resource);
  for (const operation of operations) result = applyOne(result, operation);
  return result;
}

function applyOne(resource: JsonObject, { op, path, value }: PatchOperation): JsonObject {
  if (path === undefined || path === '') {
    if (op === 'remove') throw new ScimProblem('INVALID', 'Say with a path what to remove.', 'noTarget');
    const known = withKnownNames(value ?? null);
    if (!isObject(known)) throw new ScimProblem('INVALID', 'Send an object, or a path.', 'invalidValue');
    return Object.entries(known).reduce(
      (before, [attribute, next]) => write(before, { attribute }, op, next),
      resource,
    );
  }
  const target = targetOf(path);
  if (!target) return resource;
  const known = withKnownNames(value ?? null);
  return op === 'remove' ? remove(resource, target, known) : write(resource, target, op, known);
}

function write(resource: JsonObject, target: Target, op: 'add' | 'replace', value: Json): JsonObject {
  const { attribute, sub, match } = target;
  const before = resource[attribute];
  if (match) {
    const items = listOf(before);
    const isHit = (item: Json) => isObject(item) && String(item[match.attribute] ?? '') === match.value;
    const change = (item: JsonObject): JsonObject =>
      sub ? { ...item, [sub]: value } : { ...item, ...(isObject(value) ? value : {}) };
    const isFound = items.some(isHit);
    const added = isFound ? [] : [change({ [match.attribute]: match.value })];
    return {
      ...resource,
      [attribute]: [...items.map((item) => (isHit(item) && isObject(item) ? change(item) : item)), ...added],
    };
  }
  if (sub) {
    // "emails.value" without a filter means every one of them (RFC 7644, 3.5.2.3).
    if (Array.isArray(before)) {
      return {
        ...resource,
        [attribute]: before.map((item) => ({ ...(isObject(item) ? item : {}), [sub]: value })),
      };
    }
    return { ...resource, [attribute]: { ...(isObject(before) ? before : {}), [sub]: value } };
  }
  if (Array.isArray(before) && op === 'add')
    return { ...resource, [attribute]: [...before, ...listOf(value)] };
  if (isObject(before) && isObject(value)) return { ...resource, [attribute]: { ...before, ...value } };
  return { ...resource, [attribute]: Array.isArray(before) ? listOf(value) : value };
}

function remove(resource: JsonObject, { attribute, sub, match }: Target, value: Json): JsonObject {
  const before = resource[attribute];
  if (match) {
    const isHit = (item: Json) => isObject(item) && String(item[match.attribute] ?? '') === match.value;
    if (!sub) return { ...resource, [attribute]: listOf(before).filter((item) => !isHit(item)) };
    const emptied = listOf(before).map((item) => (isHit(item) && isObject(item) ? without(item, sub) : item));
    return { ...resource, [attribute]: emptied };
  }
  if (sub) return { ...resource, [attribute]: isObject(before) ? without(before, sub) : (before ?? null) };
  // Entra names the members to take out in the value.
  const named = value === null ? [] : listOf(value).map(idOf);
  if (Array.isArray(before) && named.length > 0) {
    return { ...resource, [attribute]: before.filter((item) => !named.includes(idOf(item))) };
  }
  return Array.isArray(before) ? { ...resource, [attribute]: [] } : without(resource, attribute);
}

function idOf(item: Json): Json {
  return isObject(item) ? (item.value ?? null) : item;
}

function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
