import { describe, expect, test } from 'vitest';
import { deriveKeyState, needsReview } from './rules';

const at = new Date('2026-11-29T12:00:00Z');
const days = (count: number) => new Date(at.getTime() + count * 86_400_000);
const later = (instant: Date, ms: number) => new Date(instant.getTime() + ms);

describe('a key', () => {
  test.each([
    [null, later(days(14), 1), 'WORKS'],
    [null, days(14), 'ENDS_SOON'],
    [null, later(at, 1), 'ENDS_SOON'],
    [null, at, 'ENDED'],
    [days(-1), days(90), 'REVOKED'],
    [days(-1), days(-2), 'REVOKED'],
  ] as const)('revoked %s, until %s: %s', (revokedAt, expiresAt, state) => {
    expect(deriveKeyState({ revokedAt, expiresAt }, at)).toBe(state);
  });
});

describe('a service account', () => {
  test.each([
    [days(-180), false, false],
    [later(days(-180), -1), false, true],
    [at, true, true],
  ] as const)('looked at on %s, owner gone %s: asks for a review %s', (reviewedAt, ownerLeft, asks) => {
    expect(needsReview({ reviewedAt, ownerLeft }, at)).toBe(asks);
  });
});
