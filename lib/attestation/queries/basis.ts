import 'server-only';
import { canonicalJson, sha256Of } from '@/lib/platform/canonical-json';

/** Hash of a saved part, by which a later save shows that it has seen it; empty where none is saved. */
export function basisOf(part: object | undefined): string {
  return part ? sha256Of(canonicalJson(part)) : '';
}
