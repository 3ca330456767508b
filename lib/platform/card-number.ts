/** Card numbers as payment brands give them out: first digits and lengths (ISO/IEC 7812). */
const brands: readonly (readonly [name: string, form: RegExp])[] = [
  ['Visa', /^4(\d{12}|\d{15}|\d{18})$/],
  ['Mastercard', /^(5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/],
  ['American Express', /^3[47]\d{13}$/],
  ['Discover', /^(6011|65\d{2}|64[4-9]\d)\d{12,15}$/],
  ['JCB', /^35(2[89]|[3-8]\d)\d{12,15}$/],
  ['Diners Club', /^3(0[0-5]|[689]\d)\d{11}$/],
  ['UnionPay', /^62\d{14,17}$/],
  ['Mir', /^220[0-4]\d{12,15}$/],
  ['Maestro', /^(5018|5020|5038|5893|6304|6759|676[1-3])\d{9,15}$/],
];

/**
 * What a card's magnetic stripe holds beside the number: track 1 with the holder's name, track 2 with "=" or "D" before the
 * expiry. Sensitive authentication data, which must not be kept at all (3.3.1.1).
 */
const TRACKS = [
  /(?<=B)(?<pan>\d{13,19})\^[^^\r\n]{2,26}\^\d{4,}/g,
  /(?<!\d)(?<pan>\d{13,19})[=D]\d{2}(?:0[1-9]|1[0-2])\d{3,}/g,
];

/** What stands between groups: one or two spaces, dashes, dots, or characters that nobody sees. */
const GAP = '[\\p{Z}\\p{Pd}\\p{Cf}\\u2212.\\t]{1,2}';

/** A longer id, a hash, a decimal number or a day goes on in front or behind; a plain word may touch the number. */
const IN_FRONT = '(?<!\\d\\p{L}{0,40}|\\d[.,:_]|[\\p{L}\\d]-)';
const BEHIND = '(?!\\d|\\p{L}{1,40}\\d|[._]\\d|-\\w)';

/** 13 digits or more, alone or in groups. */
const RUN = new RegExp(`${IN_FRONT}\\d(?:(?:${GAP})?\\d){12,}${BEHIND}`, 'gu');

/** Anything that people put between groups, line breaks too. */
const WIDE = '[\\s\\p{P}\\p{S}\\p{Cf}]{1,3}';
/** The groups that are embossed on cards: with these, what stands between them says nothing against a number. */
const SPREAD = new RegExp(
  `${IN_FRONT}(?<!::|\\d[\\da-f]{0,3}:|card number … )(?=(?<groups>\\d{4}(?:(?:${WIDE}\\d{4}){3}(?:${WIDE}\\d{3})?|${WIDE}\\d{6}${WIDE}\\d{4,5})${BEHIND}(?!::|:[\\da-f]{0,3}[a-f])))`,
  'gu',
);
/** Ports, years and counts come in rows of four digits, too: then one more of them stands beside. */
const ONE_BEFORE = new RegExp(`(?<!\\d)\\d{4}(${WIDE})$`, 'u');
const ONE_AFTER = new RegExp(`^(${WIDE})\\d{4}(?!\\d)`, 'u');

const UUID = /(?<![\da-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])/gi;

/** Digits of any script as ours, each at its place, and no UUID. Of any ten the zero is first (Unicode 4.6). */
function folded(text: string): string {
  const plain = text.replace(/(?!\d)\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10).padEnd(digit.length, '\u2060');
  });
  return plain.replace(UUID, (id) => 'x'.repeat(id.length));
}

/** The check digit of ISO/IEC 7812 (Luhn). */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function brandOf(digits: string): string | null {
  return hasCheckDigit(digits) ? (brands.find(([, form]) => form.test(digits))?.[0] ?? null) : null;
}

type Group = { digits: string; from: number; to: number };

function groupsOf(run: string): Group[] {
  return [...run.matchAll(/\d(?:\p{Cf}*\d)*/gu)].map(({ 0: written, index }) => ({
    digits: written.replace(/\D/g, ''),
    from: index,
    to: index + written.length,
  }));
}

/** Groups as cards have them: one, or several of three to seven digits. */
function isWrittenLikeOne(groups: readonly Group[]): boolean {
  return groups.length === 1 || groups.every(({ digits }) => digits.length >= 3 && digits.length <= 7);
}

/** The first card number of a run and where it stands: the whole of it, or groups with space around, as before an expiry. */
function cardIn(run: string, groups: readonly Group[], first: number): { card: Group; next: number } | null {
  const isSpace = (from = 0, to = run.length) => /^[\p{Z}\t]*$/u.test(run.slice(from, to));
  for (let start = first; start < groups.length; start += 1) {
    const from = groups[start]?.from ?? 0;
    if (start > 0 && !isSpace(groups[start - 1]?.to, from)) continue;
    let digits = '';
    for (let end = start; end < groups.length; end += 1) {
      const last = groups[end];
      if (!last) break;
      digits += last.digits;
      if (digits.length > 19) break;
      if (!isSpace(last.to, groups[end + 1]?.from ?? last.to) || !brandOf(digits)) continue;
      const isWhole = start === 0 && end === groups.length - 1 && !run.includes('.');
      if (!isWhole && !isWrittenLikeOne(groups.slice(start, end + 1))) continue;
      return { card: { digits, from, to: last.to }, next: end + 1 };
    }
  }
  return null;
}

/** A card number in a text, without the number itself. */
export type FoundCard = {
  from: number;
  to: number;
  kind: 'NUMBER' | 'TRACK';
  brand: string;
  lastFour: string;
};

function found(digits: string, from: number, to: number, kind: FoundCard['kind']): FoundCard {
  return { from, to, kind, brand: brandOf(digits) ?? '', lastFour: digits.slice(-4) };
}

function trackDataIn(text: string): FoundCard[] {
  return TRACKS.flatMap((form) =>
    [...text.matchAll(form)].flatMap(({ 0: whole, index, groups }) => {
      const digits = groups?.pan ?? '';
      return brandOf(digits) ? [found(digits, index, index + whole.length, 'TRACK')] : [];
    }),
  );
}

function numbersIn(text: string): FoundCard[] {
  const cards: FoundCard[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const groups = groupsOf(run);
    for (let at = cardIn(run, groups, 0); at; at = cardIn(run, groups, at.next)) {
      const { digits, from, to } = at.card;
      cards.push(found(digits, index + from, index + to, 'NUMBER'));
    }
  }
  return cards;
}

function isInRow(text: string, from: number, to: number): boolean {
  const gaps = text.slice(from, to).split(/\d+/);
  const before = ONE_BEFORE.exec(text.slice(Math.max(0, from - 8), from))?.[1];
  const after = ONE_AFTER.exec(text.slice(to, to + 8))?.[1];
  return [before, after].some((gap) => gap !== undefined && gaps.includes(gap));
}

function spreadNumbersIn(text: string): FoundCard[] {
  return [...text.matchAll(SPREAD)].flatMap(({ index, groups }) => {
    const whole = groups?.groups ?? '';
    const digits = whole.replace(/\D/g, '');
    const to = index + whole.length;
    return brandOf(digits) && !isInRow(text, index, to) ? [found(digits, index, to, 'NUMBER')] : [];
  });
}

/**
 * What looks like a card number (PAN) in a text, in order: the digits of a brand, with the right check digit, alone, in
 * groups, or as track data. The text must be in Unicode's form NFKC, which makes one digit of most of its looks.
 */
export function cardNumbersIn(text: string): FoundCard[] {
  const plain = folded(text);
  const all = [...trackDataIn(plain), ...numbersIn(plain), ...spreadNumbersIn(plain)];
  let end = 0;
  // The sort keeps the order of what begins at one place: track data holds more than its number.
  return all
    .sort((left, right) => left.from - right.from)
    .filter(({ from, to }) => {
      const isNew = from >= end;
      if (isNew) end = to;
      return isNew;
    });
}

function cut(text: string): string {
  let [kept, at] = ['', 0];
  for (const { from, to, lastFour } of cardNumbersIn(text)) {
    kept += `${text.slice(at, from)}[card number … ${lastFour}]`;
    at = to;
  }
  return kept + text.slice(at);
}

/**
 * Whether a text holds what looks like a card number (PAN), in whatever form of letters. A place that keeps one comes into
 * the scope of the standard itself (3.2.1, 3.5.1).
 */
export function holdsCardNumber(text: string): boolean {
  return cardNumbersIn(text.normalize('NFKC')).length > 0;
}

/** The same text with each card number cut to its last four digits (3.4.1 allows them to be seen). */
export function withoutCardNumbers(text: string): string {
  const once = cut(text);
  return holdsCardNumber(once) ? cut(once.normalize('NFKC')) : once;
}
