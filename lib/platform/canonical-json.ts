import 'server-only';
import { createHash } from 'node:crypto';
import canonicalizeModule from 'canonicalize';

const canonicalize = canonicalizeModule as unknown as (input: unknown) => string;

/** Canonical JSON (RFC 8785): the same facts give the same text, whatever the order of keys. */
export function canonicalJson(value: object): string {
  return canonicalize(value);
}

/** SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
