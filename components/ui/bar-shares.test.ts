import { describe, expect, test } from 'vitest';
import { computeBarParts } from './bar-shares';

describe('a stacked bar', () => {
  test('keeps the order of the paper form, whatever order the counts come in', () => {
    const parts = computeBarParts({ UNANSWERED: 5, NOT_IN_PLACE: 1, IN_PLACE: 3 });
    expect(parts.map((part) => part.kind)).toEqual(['IN_PLACE', 'NOT_IN_PLACE', 'UNANSWERED']);
  });

  test('shows one Not in Place among 250 and still ends at the end', () => {
    const parts = computeBarParts({ IN_PLACE: 249, NOT_IN_PLACE: 1 });
    expect(parts[1]?.width).toBeGreaterThan(1.4);
    const last = parts.at(-1);
    expect((last?.start ?? 0) + (last?.width ?? 0)).toBeCloseTo(100, 8);
  });

  test('leaves out what is zero and is empty without any count', () => {
    expect(computeBarParts({ IN_PLACE: 2, NOT_TESTED: 0 })).toEqual([
      { kind: 'IN_PLACE', count: 2, start: 0, width: 100 },
    ]);
    expect(computeBarParts({})).toEqual([]);
  });
});
