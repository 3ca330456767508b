import { describe, expect, test } from 'vitest';
import { answerLock } from './policy';

const signed = { status: 'SIGNED', signedAt: '2026-11-30T10:00:00Z', archivedAt: null };
const day = () => '30 Nov 2026';

describe('why answers are locked', () => {
  test.each([
    [true, 'To change one, start a correction from the overview.'],
    [false, 'They change only in a correction of it.'],
  ])('a signed assessment tells only those who may start a correction to do so (%s)', (mayCorrect, words) => {
    const lock = answerLock(signed, { mayRecord: true, roleName: 'Assessor', mayCorrect }, day);
    expect(lock?.words).toBe(`Signed on 30 Nov 2026: the answers are frozen. ${words}`);
  });
});
