import { describe, expect, it } from 'vitest';
import { isSamePerson, whyNotPreparable, whyNotSigner } from './policy';

describe('who may sign', () => {
  it.each([
    ['the officer', 'Daniel Okafor', 'Daniel Okafor', true],
    ['other letter case and spaces', 'Daniel Okafor', ' daniel  OKAFOR ', true],
    ['composed and decomposed letters', 'Zoë', 'Zoe\u0308', true],
    ['somebody else', 'Daniel Okafor', 'Priya Raman', false],
    ['a shorter form of the name', 'Daniel Okafor', 'D. Okafor', false],
    ['nobody', '', '', false],
  ])('%s', (_, officer, person, expected) => {
    expect(isSamePerson(officer, person)).toBe(expected);
    expect(whyNotSigner({ name: officer, title: '' }, { name: person }) === null).toBe(expected);
  });
});

describe('what may still be changed', () => {
  it.each([
    ['OPEN', null, true],
    ['OPEN', new Date(0), false],
    ['SIGNED', null, false],
    ['SUPERSEDED', null, false],
  ])('%s, archived %s', (status, archivedAt, expected) => {
    expect(whyNotPreparable({ status, archivedAt }) === null).toBe(expected);
  });
});
