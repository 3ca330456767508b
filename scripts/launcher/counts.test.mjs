import { describe, expect, it } from 'vitest';
import { projectFolder } from '../lib/folders.mjs';
import { countPlaywright, countVitest } from '../lib/suites.mjs';

const file = (status, ...tests) => ({
  name: `${projectFolder}/lib/a.test.ts`,
  status,
  message: 'it does not load',
  assertionResults: tests.map((each, place) => ({
    status: each,
    fullName: `test ${place + 1}`,
    failureMessages: each === 'failed' ? ['\u001b[31mexpected 1\u001b[39m\nat line 3'] : [],
  })),
});

const browser = (stats, ...statuses) => ({
  stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats },
  suites: [
    {
      suites: [
        {
          specs: statuses.map((status, place) => ({
            file: 'a.spec.ts',
            title: `MAIN-${place + 1}`,
            tests: [
              {
                status,
                results: status === 'unexpected' ? [{ error: { message: 'no button\nCall log' } }] : [{}],
              },
            ],
          })),
        },
      ],
    },
  ],
});

describe('the count at the end of npm test', () => {
  it('adds up what passed', () => {
    expect(countVitest({ testResults: [file('passed', 'passed', 'passed')] }, 0)).toEqual({
      passed: 2,
      failed: 0,
      failures: [],
    });
    expect(countPlaywright(browser({ expected: 1 }, 'expected'), 0)).toEqual({
      passed: 1,
      failed: 0,
      failures: [],
    });
  });

  it('counts what was skipped or only passed at a second try as failed', () => {
    expect(countVitest({ testResults: [file('passed', 'passed', 'pending', 'todo')] }, 0)).toMatchObject({
      passed: 1,
      failed: 2,
    });
    const report = browser(
      { expected: 1, unexpected: 1, flaky: 1, skipped: 1 },
      'expected',
      'unexpected',
      'flaky',
      'skipped',
    );
    expect(countPlaywright(report, 1)).toMatchObject({ passed: 1, failed: 3 });
  });

  it('counts a file that could not be loaded', () => {
    expect(countVitest({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      failures: ['lib/a.test.ts › the whole file: it does not load'],
    });
  });

  it('names what failed in one line, because of a long output often only the end is kept', () => {
    expect(countVitest({ testResults: [file('failed', 'passed', 'failed')] }, 1).failures).toEqual([
      'lib/a.test.ts › test 2: expected 1',
    ]);
    expect(countPlaywright(browser({ unexpected: 1 }, 'unexpected'), 1).failures).toEqual([
      'a.spec.ts › MAIN-1: no button',
    ]);
  });

  it('counts a runner that crashed, failed for another reason, or ran nothing', () => {
    expect(countVitest(null, 1)).toMatchObject({ passed: 0, failed: 1 });
    expect(countVitest({ testResults: [file('passed', 'passed')] }, 1)).toMatchObject({
      passed: 1,
      failed: 1,
    });
    expect(countVitest({ testResults: [] }, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(countPlaywright(null, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(countPlaywright(browser({}), 1)).toMatchObject({ passed: 0, failed: 1 });
  });
});
