import { describe, expect, it, test } from 'vitest';
import { requestStates } from './model';
import { deadWords, linkActorName, linkSource, mailWords, requestState, untilProblem } from './rules';

const at = new Date('2026-11-25T10:00:00Z');
const earlier = new Date('2026-11-25T09:59:59.999Z');
const later = new Date('2026-11-25T10:00:00.001Z');
const open = {
  answeredAt: null,
  withdrawnAt: null,
  expiresAt: later,
  memberId: null,
  createdById: 'ona',
};

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
    expect(requestState({ ...open, ...change }, at, [])).toBe(state);
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
    STOPPED: expect.stringMatching(/was withdrawn.*ask Priya Raman/),
    WITHDRAWN: expect.stringMatching(/was withdrawn.*ask Priya Raman/),
    EXPIRED: expect.stringMatching(/time for this request is over.*Priya Raman/),
  });
});

it('what somebody from outside sent is theirs, and names for whom', () => {
  expect(linkActorName('Jo Hall', 'Priya Raman', false)).toBe('Jo Hall (from outside), for Priya Raman');
});

describe('what becomes of a request whose asker has left', () => {
  test.each([
    ['OPEN', {}, []],
    ['OPEN', {}, ['oto']],
    ['STOPPED', {}, ['ona']],
    ['OPEN', { memberId: 'max' }, ['ona']],
    ['EXPIRED', { expiresAt: at }, ['ona']],
    ['WITHDRAWN', { withdrawnAt: at }, ['ona']],
    ['ANSWERED', { answeredAt: at }, ['ona']],
  ] as const)('is %s: %j, gone %j', (state, given, gone) => {
    expect(requestState({ ...open, ...given }, at, gone)).toBe(state);
  });

  test('somebody from outside does not learn that whoever asked has left', () => {
    expect(deadWords('STOPPED', 'Ona')).toBe(deadWords('WITHDRAWN', 'Ona'));
  });
});

describe('words for a mail', () => {
  test.each([
    ['Scan report of October', 'Scan report of October'],
    ['Patches for 6.3.3, e.g. v4.0.1', 'Patches for 6.3.3, e.g. v4.0.1'],
    ['See https://evil.example/a?b=c now', 'See [address] now'],
    ['See HTTP://EVIL.EXAMPLE', 'See [address]'],
    ['See www.evil.example', 'See [address]'],
    ['See evil.example:8443/login, please', 'See [address] please'],
    ['(evil.example)', '([address])'],
    ['\u00e9vil.ex\u00e4mple', '[address]'],
    ['javascript://x', '[address]'],
    ['mail a.b@evil.example', 'mail a.b@[address]'],
    ['a\u2028Bcc: b\r\nc\u202ed\u200be', 'a Bcc: b c d e'],
  ])('%j becomes %j', (given, said) => {
    expect(mailWords(given)).toBe(said);
  });
});

test('the source fits its field, and says first that the link was handed over', () => {
  const source = linkSource(`${'j'.repeat(200)}@scanner.test`, 'Ona', true);
  expect(source).toHaveLength(200);
  expect(source).toMatch(/^By a link that Ona handed over, for jjj/);
});
