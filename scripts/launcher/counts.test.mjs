import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from '../lib/suites.mjs';

const file = (status, ...tests) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });

describe('the count at the end of npm test', () => {
  it('adds up what passed', () => {
    expect(countVitest({ testResults: [file('passed', 'passed', 'passed')] }, 0)).toEqual({
      passed: 2,
      failed: 0,
    });
    expect(countPlaywright({ stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 } }, 0)).toEqual({
      passed: 3,
      failed: 0,
    });
  });

  it('counts what was skipped or only passed at a second try as failed', () => {
    expect(countVitest({ testResults: [file('passed', 'passed', 'pending', 'todo')] }, 0)).toEqual({
      passed: 1,
      failed: 2,
    });
    expect(countPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 } }, 1)).toEqual({
      passed: 3,
      failed: 3,
    });
  });

  it('counts a file that could not be loaded', () => {
    expect(countVitest({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
    });
  });

  it('counts a runner that crashed, failed for another reason, or ran nothing', () => {
    expect(countVitest(null, 1)).toEqual({ passed: 0, failed: 1 });
    expect(countVitest({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1 });
    expect(countVitest({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright(null, 0)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } }, 1)).toEqual({
      passed: 0,
      failed: 1,
    });
  });
});
