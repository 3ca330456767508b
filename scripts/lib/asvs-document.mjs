// docs/security/asvs.md from docs/security/asvs.json.
import { chapters, demanded } from './asvs-released.mjs';

/** What a row can be, with the words of the document. */
export const statuses = {
  TESTED: 'shown by the tests that are named',
  BY_DESIGN: 'so because of the file that is named; nothing that a test could try',
  OPERATOR: 'the part of whoever runs it; the section says what to do',
  NOT_APPLICABLE: 'there is nothing in Inplace that it could be about',
  OPEN: 'not or not wholly so; the row says what is missing, or that and why it stays',
};

const words = {
  TESTED: 'tested',
  BY_DESIGN: 'by design',
  OPERATOR: 'operator',
  NOT_APPLICABLE: 'not applicable',
  OPEN: '**open**',
};

const head = `# OWASP ASVS 5.0.0

<!-- Made by \`node scripts/asvs.mjs\` from asvs.json. Change that, not this. -->

Every requirement of levels 1 and 2, and of level 3 those on files, authorization, concurrency, the last error handler, formulas in exports,
approval by several people and enumeration. A gate refuses a requirement without a row, a test or file that is not there, and a
page that is older than its data. Ids and levels are those of the
[OWASP Application Security Verification Standard 5.0.0](https://github.com/OWASP/ASVS), © OWASP Foundation, CC BY-SA 4.0; the words are
ours and short: read the standard for what a requirement says.
`;

/** The chapter of an id: "V6" of "V6.2.1". */
export const chapterOf = (id) => id.split('.', 1)[0];

/** The whole page. */
export function asvsDocument(rows) {
  const sections = Object.keys(chapters).flatMap((chapter) => chapterSection(chapter, rows));
  return [head, ...summary(rows), '', ...meanings(), '', ...openRows(rows), ...sections, ''].join('\n');
}

function summary(rows) {
  const names = Object.keys(statuses);
  const counted = (some) => names.map((status) => some.filter((row) => row.status === status).length);
  const line = (title, some) => `| ${title} | ${some.length} | ${counted(some).join(' | ')} |`;
  return [
    `| Chapter | Rows | ${names.map((status) => words[status].replaceAll('*', '')).join(' | ')} |`,
    `|---|${'---|'.repeat(names.length + 1)}`,
    ...Object.entries(chapters).map(([chapter, title]) =>
      line(
        `${chapter} ${title}`,
        rows.filter(({ id }) => chapterOf(id) === chapter),
      ),
    ),
    line('**All**', rows),
    ...[1, 2, 3].map((level) =>
      line(
        `Level ${level}${level === 3 ? ', chosen' : ''}`,
        rows.filter(({ id }) => demanded.get(id) === level),
      ),
    ),
  ];
}

function meanings() {
  return Object.entries(statuses).map(([status, meaning]) => `- ${words[status]}: ${meaning}.`);
}

function openRows(rows) {
  const open = rows.filter(({ status }) => status === 'OPEN');
  return ['## What is open', '', ...open.map(({ id, asks, note }) => `- **${id}** ${asks}. ${note}`), ''];
}

function chapterSection(chapter, rows) {
  const own = rows.filter(({ id }) => chapterOf(id) === chapter);
  return [
    `## ${chapter} ${chapters[chapter]}`,
    '',
    '| Id | Level | Asks | | Shown by |',
    '|---|---|---|---|---|',
    ...own.map(
      (row) => `| ${row.id} | ${row.level} | ${row.asks} | ${words[row.status]} | ${shownBy(row)} |`,
    ),
    '',
  ];
}

function shownBy({ tests = [], files = [], note }) {
  const named = tests.map(({ file, title }) => `\`${file}\`: ${escaped(title)}`);
  return [...named, ...files.map(linked), ...(note ? [escaped(note)] : [])].join('<br>');
}

/** From docs/security/ to the file; folders of Next have brackets that a link must not have as they are. */
function linked(place) {
  const [path, heading] = place.split('#');
  const target = path.replace(/[()[\] ]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `[${path.replace(/[[\]]/g, '\\$&')}](../../${target}${heading ? `#${heading}` : ''})`;
}

const escaped = (text) => text.replace(/[|<>*_$]/g, '\\$&');
