import { ScimProblem } from '../model';
import { knownPath } from './names';

export type Comparison = { attribute: string; value: string | boolean | number | null };

const COMPARISON =
  /^\s*([\w:.$-]+(?:\[\s*type\s+eq\s+"work"\s*\](?:\.value)?)?)\s+(\w+)\s+("(?:[^"\\]|\\.)*"|true|false|null|-?\d+)\s*/i;
const AND = /^and\s+/i;

/** Longest filter and most comparisons: identity providers send one or two. */
const MAX_LENGTH = 1_000;
const MAX_COMPARISONS = 5;

/**
 * A filter of comparisons by `eq`, joined by `and` (RFC 7644, 3.4.2.2): what identity providers match accounts with. Throws
 * invalidFilter for everything else, rather than answering a question that was not asked.
 */
export function parseFilter(text: string): Comparison[] {
  if (text.length > MAX_LENGTH) throw invalidFilter();
  const found: Comparison[] = [];
  for (let rest = text; ; ) {
    const match = COMPARISON.exec(rest);
    const [whole, path = '', operator = '', value = ''] = match ?? [];
    if (whole === undefined || operator.toLowerCase() !== 'eq') throw invalidFilter();
    const attribute = knownPath(path.replace(/\[.*\]/, ''))?.join('.');
    if (!attribute || found.length >= MAX_COMPARISONS) throw invalidFilter();
    found.push({ attribute, value: literalOf(value) });
    rest = rest.slice(whole.length);
    if (rest === '') return found;
    const and = AND.exec(rest);
    if (!and) throw invalidFilter();
    rest = rest.slice(and[0].length);
  }
}

function literalOf(text: string): Comparison['value'] {
  try {
    return JSON.parse(text.startsWith('"') ? text : text.toLowerCase()) as Comparison['value'];
  } catch {
    throw invalidFilter();
  }
}

export function invalidFilter(): ScimProblem {
  return new ScimProblem(
    'INVALID',
    'Filters compare userName, externalId, active, emails, displayName, members or id with eq, joined by and.',
    'invalidFilter',
  );
}
