import { describe, expect, it } from 'vitest';
import { formatDistance, formatEndDistance } from './format';

describe('how far a day is', () => {
  it.each([
    [-297, '297 days late', 'ended 297 days ago'],
    [-1, '1 day late', 'ended 1 day ago'],
    [0, 'today', 'ends today'],
    [1, 'in 1 day', 'ends in 1 day'],
    [1400, 'in 1,400 days', 'ends in 1,400 days'],
  ])('%i: what is due is “%s”, what ends “%s”', (days, due, end) => {
    expect(formatDistance(days)).toBe(due);
    expect(formatEndDistance(days)).toBe(end);
  });
});
