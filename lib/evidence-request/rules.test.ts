import { describe, expect, test } from 'vitest';
import { deadWords, linkSource, mailWords, requestState } from './rules';

const at = new Date('2026-12-01T12:00:00Z');
const open = {
  answeredAt: null,
  withdrawnAt: null,
  expiresAt: new Date('2026-12-02T00:00:00Z'),
  memberId: null,
  createdById: 'ona',
};

describe('what became of a request', () => {
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
