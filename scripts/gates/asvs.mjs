// The gate over docs/security/asvs.json: every requirement has its one true row.
import { chapterOf, statuses } from '../lib/asvs-document.mjs';
import { demanded } from '../lib/asvs-released.mjs';

/** Rows per chapter as they were released, of level 1 and of level 2. */
const COUNTS = {
  V1: [8, 19],
  V2: [4, 7],
  V3: [8, 11],
  V4: [2, 8],
  V5: [4, 5],
  V6: [13, 22],
  V7: [6, 12],
  V8: [4, 3],
  V9: [4, 3],
  V10: [5, 24],
  V11: [3, 11],
  V12: [3, 6],
  V13: [1, 12],
  V14: [2, 7],
  V15: [3, 10],
  V16: [0, 16],
  V17: [0, 7],
};

/** What a row of each status must have, and may have besides its note. */
const PARTS = {
  TESTED: { must: ['tests'], may: ['note'] },
  BY_DESIGN: { must: ['files', 'note'], may: [] },
  OPERATOR: { must: ['files', 'note'], may: [] },
  NOT_APPLICABLE: { must: ['note'], may: [] },
  OPEN: { must: ['note'], may: ['files'] },
};
const ALWAYS = ['id', 'level', 'asks', 'status'];
const MOST_WORDS = 14;
const TEST_FILE = /\.(test|spec)\.(ts|tsx|mjs)$/;

/** What is wrong with the rows. `read` gives the text of a file of the checkout, or undefined. */
export function asvsIsMapped(rows, read) {
  return [...idsAreWhole(rows), ...countsAreReleased(rows), ...rows.flatMap((row) => rowIsTrue(row, read))];
}

function idsAreWhole(rows) {
  const ids = rows.map(({ id }) => id);
  return [
    ...[...demanded.keys()].filter((id) => !ids.includes(id)).map((id) => `${id} has no row`),
    ...ids.filter((id) => !demanded.has(id)).map((id) => `${id} is not asked for`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} has two rows`),
  ];
}

function countsAreReleased(rows) {
  return Object.entries(COUNTS).flatMap(([chapter, counts]) =>
    counts.flatMap((count, index) => {
      const found = rows.filter(({ id, level }) => chapterOf(id) === chapter && level === index + 1).length;
      return found === count ? [] : [`${chapter} has ${found} rows of level ${index + 1}, not ${count}`];
    }),
  );
}

function rowIsTrue(row, read) {
  const { id, level, asks = '', status, tests = [], files = [] } = row;
  if (!Object.hasOwn(statuses, status)) return [`${id}: ${status} is no status`];
  const { must, may } = PARTS[status];
  const wordCount = asks.split(/\s+/).filter(Boolean).length;
  return [
    ...(demanded.get(id) === level ? [] : [`${id}: its level is not ${level}`]),
    ...(wordCount > 0 && wordCount <= MOST_WORDS
      ? []
      : [`${id}: say in 1 to ${MOST_WORDS} words what it asks`]),
    ...must.filter((part) => !row[part]?.length).map((part) => `${id}: ${status} needs ${part}`),
    ...Object.keys(row)
      .filter((part) => ![...ALWAYS, ...must, ...may].includes(part))
      .map((part) => `${id}: ${status} has no ${part}`),
    ...tests.flatMap((test) => testIsThere(id, test, read)),
    ...files.flatMap((place) => placeIsThere(id, place, read)),
  ];
}

/** The title as it stands in the source, with that of its describe before it: "a session › ends on the next request". */
function testIsThere(id, { file, title }, read) {
  const text = TEST_FILE.test(file) ? read(file) : undefined;
  if (text === undefined) return [`${id}: there is no test file ${file}`];
  return title
    .split(' › ')
    .filter((part) => !["'", '"', '`'].some((quote) => text.includes(`${quote}${part}${quote}`)))
    .map((part) => `${id}: ${file} has no test "${part}"`);
}

/** A file, or with # one heading of a page. */
function placeIsThere(id, place, read) {
  const [file, heading] = place.split('#');
  const text = read(file);
  if (text === undefined) return [`${id}: there is no file ${file}`];
  if (!heading) return [];
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, words]) => anchorOf(words));
  return headings.includes(heading) ? [] : [`${id}: ${file} has no heading #${heading}`];
}

function anchorOf(words) {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}
