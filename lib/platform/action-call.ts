/** Deeper than anything that a page of ours hands to an action. */
const DEEPEST = 32;

/** How React writes down what JSON has no word for: undefined, numbers beyond its own, a day, a text that begins with "$". */
const PLAIN_SIGN = /^\$(?:\$|undefined$|NaN$|-?Infinity$|-0$|D\d{4}-|n-?\d{1,30}$)/;
/** What stood there before, by its place: one object twice. None of ours is reached by a name that every object has. */
const SAME_SIGN = /^\$[0-9a-f]{1,4}(?::(?!__proto__|constructor|prototype|then\b)[\w-]{1,100})+$/;
/** And what stands in another part of the form: a form, a promise, an action, a value. */
const PART_SIGN = /^\$(?:[K@hTQW]?[0-9a-f]{1,4}$)/;

/**
 * Whether a text is what React sends as the arguments of an action: a list in JSON, not deep, whose references lead
 * somewhere. `ALONE`: without other parts, so that there is nothing to refer to. Everything else would end in a bare 500
 * inside of Next.
 */
export function isActionCall(text: string, company: 'ALONE' | 'WITH_PARTS'): boolean {
  let level: unknown[];
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return false;
    level = value;
  } catch {
    return false;
  }
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST || !level.every((value) => isMeant(value, company))) return false;
    level = level.flatMap((value) =>
      value !== null && typeof value === 'object' ? Object.values(value) : [],
    );
  }
  return true;
}

function isMeant(value: unknown, company: 'ALONE' | 'WITH_PARTS'): boolean {
  if (typeof value !== 'string' || !value.startsWith('$')) return true;
  return (
    PLAIN_SIGN.test(value) || SAME_SIGN.test(value) || (company === 'WITH_PARTS' && PART_SIGN.test(value))
  );
}
