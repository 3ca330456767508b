import { expect, test } from 'vitest';
import { sharedProblems } from './shared-problems';

test('nothing is signed on a shared answer that was changed where it comes from', () => {
  expect(sharedProblems([])).toEqual([]);
  expect(sharedProblems(['12.10.1'])).toMatchObject([
    { severity: 'STOPS', place: { kind: 'REQUIREMENT', requirementNumber: '12.10.1' } },
  ]);
  expect(sharedProblems(['3.1.1', '12.10.1'])[0]?.words).toMatch(/^2 shared answers/);
});
