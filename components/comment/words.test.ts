import { expect, test } from 'vitest';
import { commentTime } from './words';

test.each([
  ['2026-11-24T12:48:00Z', 'today 13:48'],
  ['2026-11-23T23:30:00Z', 'today 00:30'],
  ['2026-11-18T15:20:00Z', '18 Nov 16:20'],
  ['2025-11-18T15:20:00Z', '18 Nov 2025 16:20'],
])('%s reads as %s in Berlin', (instant, words) => {
  expect(commentTime(instant, 'Europe/Berlin', new Date('2026-11-24T15:00:00Z'))).toBe(words);
});
