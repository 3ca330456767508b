import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asvsDocument } from '../lib/asvs-document.mjs';
import { demanded, released } from '../lib/asvs-released.mjs';
import { projectFolder } from '../lib/folders.mjs';
import { asvsIsMapped } from './asvs.mjs';

function read(path) {
  try {
    return readFileSync(join(projectFolder, path), 'utf8');
  } catch {
    return undefined;
  }
}

const rows = JSON.parse(read('docs/security/asvs.json'));
/** The rows with one of them changed. */
const withRow = (id, change) => rows.map((row) => (row.id === id ? { ...row, ...change } : row));
const tested = (test) => withRow('V1.2.10', { tests: [test] });
const csv = 'lib/platform/csv.test.ts';

describe('OWASP ASVS 5.0.0', () => {
  it('has as many requirements as were released', () => {
    const levels = [1, 2, 3].map((level) => [...released.values()].filter((each) => each === level).length);
    expect(levels).toEqual([70, 183, 92]);
    expect(demanded.size).toBe(70 + 183 + 18);
  });

  it('is mapped, requirement by requirement, to tests and files that are there', () => {
    expect(asvsIsMapped(rows, read)).toEqual([]);
  });

  it.each([
    ['V6.2.1 has no row', rows.filter(({ id }) => id !== 'V6.2.1')],
    ['V6 has 12 rows of level 1, not 13', rows.filter(({ id }) => id !== 'V6.2.1')],
    ['V8.2.4 has no row', rows.filter(({ id }) => id !== 'V8.2.4')],
    ['V6.2.1 has two rows', [...rows, rows.find(({ id }) => id === 'V6.2.1')]],
    ['V6.2.13 is not asked for', [...rows, { ...rows[0], id: 'V6.2.13' }]],
    ['V6.2.1: its level is not 2', withRow('V6.2.1', { level: 2 })],
    ['V6.2.1: DONE is no status', withRow('V6.2.1', { status: 'DONE' })],
    ['V6.2.1: TESTED needs tests', withRow('V6.2.1', { tests: [] })],
    ['V6.2.5: OPEN needs note', withRow('V6.2.5', { note: '' })],
    ['V4.3.1: NOT_APPLICABLE has no tests', withRow('V4.3.1', { tests: [] })],
    ['V6.2.1: say in 1 to 14 words what it asks', withRow('V6.2.1', { asks: 'word '.repeat(15) })],
    ['V1.2.10: there is no test file lib/gone.test.ts', tested({ file: 'lib/gone.test.ts', title: 'x' })],
    [
      'V1.2.10: there is no test file lib/platform/csv.ts',
      tested({ file: 'lib/platform/csv.ts', title: 'x' }),
    ],
    [`V1.2.10: ${csv} has no test "is fine"`, tested({ file: csv, title: 'is fine' })],
    ['V6.2.10: there is no file lib/gone.ts', withRow('V6.2.10', { files: ['lib/gone.ts'] })],
    ['V6.2.10: SECURITY.md has no heading #moon', withRow('V6.2.10', { files: ['SECURITY.md#moon'] })],
  ])('is found wrong: %s', (problem, wrong) => {
    expect(asvsIsMapped(wrong, read)).toContain(problem);
  });

  it('is on its page as it is in the data: node scripts/asvs.mjs', () => {
    expect(read('docs/security/asvs.md')).toBe(asvsDocument(rows));
    expect(asvsDocument(withRow('V6.2.1', { asks: 'Anything else' }))).not.toBe(asvsDocument(rows));
  });
});
