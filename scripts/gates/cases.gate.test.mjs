import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../lib/folders.mjs';
import { casesAreTried } from './cases.mjs';

const page = readFileSync(join(projectFolder, 'docs/security/cases.md'), 'utf8');
const isThere = (file) => existsSync(join(projectFolder, file));

describe('the attacks that are tried', () => {
  it('name tests that are there, or say why they have none', () => {
    expect(casesAreTried(page, isThere)).toEqual([]);
  });

  it.each([
    [
      'C27 has neither a test nor a reason',
      (text) => text.replace(/(\| C27 \|[^|]+\|)[^|]+\|/, '$1 later |'),
    ],
    ['A1 has two rows', (text) => text.replace('| A2 |', '| A1 |')],
    [
      'E67: there is no test file e2e/access/gone.spec.ts',
      (text) => text.replace(/(\| E67 \|[^|]+\|) `[^`]+`/, '$1 `e2e/access/gone.spec.ts`'),
    ],
    [
      'H101: there is no test file SECURITY.md',
      (text) => text.replace(/(\| H101 \|[^|]+\|) `[^`]+`/, '$1 `SECURITY.md`'),
    ],
    ['this is no row: | G97 | Other ports |', (text) => text.replace(/\| G97 \|.*/, '| G97 | Other ports |')],
    ['there are no cases', () => '# Attacks'],
  ])('are found wrong: %s', (problem, change) => {
    expect(casesAreTried(change(page), isThere)).toContain(problem);
  });
});
