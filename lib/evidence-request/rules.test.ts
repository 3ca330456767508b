import { describe, expect, it } from 'vitest';
import { requestStates } from './model';
import { deadWords, linkActorName, requestState, untilProblem } from './rules';

const at = new Date('2026-11-25T10:00:00Z');
const earlier = new Date('2026-11-25T09:59:59.999Z');
const later = new Date('2026-11-25T10:00:00.001Z');
const open = { answeredAt: null, withdrawnAt: null, expiresAt: later };

describe('what became of a request', () => {
  it.each([
    ['nothing yet', {}, 'OPEN'],
    ['its time is over from that moment on', { expiresAt: at }, 'EXPIRED'],
    ['its time has been over for a while', { expiresAt: earlier }, 'EXPIRED'],
    ['it was withdrawn', { withdrawnAt: earlier }, 'WITHDRAWN'],
    ['it was withdrawn, and its time is over', { withdrawnAt: earlier, expiresAt: at }, 'WITHDRAWN'],
    ['it was answered', { answeredAt: earlier }, 'ANSWERED'],
    ['it was answered, and its time is over', { answeredAt: earlier, expiresAt: at }, 'ANSWERED'],
    ['it was answered, and withdrawn', { answeredAt: earlier, withdrawnAt: earlier }, 'ANSWERED'],
  ] as const)('%s', (_words, change, state) => {
    expect(requestState({ ...open, ...change }, at)).toBe(state);
  });
});

it.each([
  ['2026-11-24', /^This day is over/],
  ['2026-11-25', null],
  ['2027-02-23', null], // 90 days
  ['2027-02-24', /within 90 days/],
])('a request that is to wait until %s', (untilOn, problem) => {
  const said = untilProblem(untilOn, '2026-11-25');
  if (problem === null) expect(said).toBeNull();
  else expect(said).toMatch(problem);
});

it('one that takes no answer says why, and whom to ask', () => {
  const said = Object.fromEntries(requestStates.map((state) => [state, deadWords(state, 'Priya Raman')]));
  expect(said).toEqual({
    OPEN: null,
    ANSWERED: expect.stringMatching(/answered already.*ask Priya Raman/),
    WITHDRAWN: expect.stringMatching(/^Priya Raman has withdrawn/),
    EXPIRED: expect.stringMatching(/time for this request is over.*Priya Raman/),
  });
});

it('what somebody from outside sent is theirs, and names for whom', () => {
  expect(linkActorName('Jo Hall', 'Priya Raman')).toBe('Jo Hall (from outside), for Priya Raman');
});
