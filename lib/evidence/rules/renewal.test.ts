import { describe, expect, it } from 'vitest';
import { endInWords, renewalStage } from './renewal';

describe('the stage of a renewal', () => {
  it.each([
    ['2026-12-31', '2026-11-30', null],
    ['2026-12-31', '2026-12-01', 'IN_30_DAYS'],
    ['2026-12-31', '2026-12-23', 'IN_30_DAYS'],
    ['2026-12-31', '2026-12-24', 'IN_7_DAYS'],
    ['2026-12-31', '2026-12-31', 'IN_7_DAYS'],
    ['2026-12-31', '2027-01-01', 'ENDED'],
    ['2028-03-01', '2028-01-31', 'IN_30_DAYS'],
    ['2028-03-01', '2028-01-30', null],
  ])('of what is valid until %s is on %s: %s', (validUntil, today, stage) => {
    expect(renewalStage(validUntil, today)).toBe(stage);
  });
});

it.each([
  [-1, 'ended on 3 Dec 2026'],
  [0, 'ends today'],
  [1, 'ends on 3 Dec 2026, tomorrow'],
  [30, 'ends on 3 Dec 2026, in 30 days'],
])('%s days before the end', (days, words) => {
  expect(endInWords('3 Dec 2026', days)).toBe(words);
});
