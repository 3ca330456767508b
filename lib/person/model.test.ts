import { describe, expect, it } from 'vitest';
import { setUpInput } from '@/lib/organization/model';
import { changePasswordInput, newPassword, resetPasswordInput } from './model';

/** So many characters, with letters and a digit. */
const ofLength = (length: number) => `7${'kettle bicycle cloud '.repeat(10)}`.slice(0, length);

const setUp = (password: string) => ({
  token: 'x',
  organizationName: 'Marlow Outdoor',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  name: 'Priya Raman',
  email: 'priya@example.test',
  password,
  passwordAgain: password,
});

/** Every form that takes a new password, and what it says at which field. An invitation asks `newPassword` itself. */
const forms: [string, (password: string) => { path: PropertyKey[]; message: string }[]][] = [
  ['an invitation', (password) => newPassword.safeParse(password).error?.issues ?? []],
  ['the set-up', (password) => setUpInput.safeParse(setUp(password)).error?.issues ?? []],
  [
    'a link by mail',
    (password) =>
      resetPasswordInput.safeParse({ token: 'x', password, passwordAgain: password }).error?.issues ?? [],
  ],
  [
    'the account page',
    (password) =>
      changePasswordInput.safeParse({ password: 'the one before', newPassword: password }).error?.issues ??
      [],
  ],
];

describe.each(forms)('a new password for %s', (_form, problems) => {
  const words = (password: string) => problems(password).map(({ message }) => message);

  it('has 12 to 128 characters', () => {
    expect(words(ofLength(11))).toEqual(['Use at least 12 characters.']);
    expect(words(ofLength(12))).toEqual([]);
    expect(words(ofLength(128))).toEqual([]);
    expect(words(ofLength(129))).toEqual(['Use at most 128 characters.']);
  });

  it('has a letter and a digit of any script', () => {
    expect(words('123456789012')).toEqual(['Add at least one letter.']);
    expect(words('kettle-clouds')).toEqual(['Add at least one digit.']);
    expect(words('चायकेतली बादल४')).toEqual([]);
  });

  it('is counted as it is kept, whichever way a keyboard makes its characters', () => {
    expect(words('7abcdefghu\u0308x'), 'u and its dots are one').toEqual(['Use at least 12 characters.']);
    expect(words('7abcdefgh\ufb01x'), 'a ligature is two').toEqual([]);
    expect(words(`7${'u\u0308'.repeat(127)}`)).toEqual([]);
    expect(words(`7${'u\u0308'.repeat(128)}`)).toEqual(['Use at most 128 characters.']);
  });

  it('counts a character as one, however many units it is kept in', () => {
    // Outside of the basic plane: two UTF-16 units each.
    expect(words(`7a${'𠀋'.repeat(9)}`)).toEqual(['Use at least 12 characters.']);
    expect(words(`7a${'𠀋'.repeat(10)}`)).toEqual([]);
    expect(words(`7a${'𠀋'.repeat(126)}`)).toEqual([]);
    expect(words(`7a${'𠀋'.repeat(127)}`)).toEqual(['Use at most 128 characters.']);
  });
});
