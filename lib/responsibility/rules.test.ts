import { describe, expect, test } from 'vitest';
import { findInDirectory, providerDirectory } from '@/lib/service-provider/directory';
import type { AttestationState } from '@/lib/service-provider/model';
import type { Responsibility } from './model';
import { leansOnEnded, progressOf, suggestResponsibility } from './rules';

const leftToMerchant = new Set(['6.3.3', '12.8.5']);
const facts = { requirementNumber: '6.3.3', directory: findInDirectory('stripe'), leftToMerchant };

describe('a suggestion', () => {
  test.each<[string[], string | undefined]>([
    [['HOSTED_REDIRECT'], 'ENTITY'],
    [['HOSTED_REDIRECT', 'HOSTED_FIELDS', 'PAYMENT_LINK'], 'ENTITY'],
    [['MOBILE_SDK'], undefined], // the directory doubts it
    [['SERVER_API'], undefined], // SAQ D
    [['HOSTED_REDIRECT', 'SERVER_API'], undefined],
    [['TERMINAL_IP'], undefined], // nothing is known
    [['IMPRINTER'], undefined], // not of this provider
    [[], undefined], // no integration names it
  ])('for Stripe by %j is %s', (methods, responsibility) => {
    expect(suggestResponsibility({ ...facts, methods })?.responsibility).toBe(responsibility);
  });

  test('says why, and is made only for what SAQ A asks', () => {
    const methods = ['HOSTED_REDIRECT'];
    expect(suggestResponsibility({ ...facts, methods })?.reason).toBe(
      'SAQ A leaves it with the merchant, and what you use of Stripe usually goes with SAQ A',
    );
    expect(suggestResponsibility({ ...facts, methods, requirementNumber: '1.2.1' })).toBeNull();
  });

  test('is not made for a provider that the directory does not know, or whose methods it does not place', () => {
    expect(suggestResponsibility({ ...facts, methods: ['HOSTED_REDIRECT'], directory: null })).toBeNull();
    const silent = providerDirectory.filter(({ methods }) =>
      methods.some(({ kind, usualQuestionnaireId }) => kind === 'HOSTED_REDIRECT' && !usualQuestionnaireId),
    );
    expect(silent.length).toBeGreaterThan(0);
    for (const directory of silent)
      expect(suggestResponsibility({ ...facts, methods: ['HOSTED_REDIRECT'], directory })).toBeNull();
  });
});

describe('a requirement', () => {
  test.each<[Responsibility | null, AttestationState, boolean]>([
    ['TPSP', 'ENDED', true],
    ['SHARED', 'ENDED', true],
    ['ENTITY', 'ENDED', false],
    [null, 'ENDED', false],
    ['TPSP', 'ENDS_SOON', false],
    ['TPSP', 'VALID', false],
    ['TPSP', 'NONE', false],
  ])('that is met by %s with an attestation that is %s leans on an ended one: %s', (who, state, leans) => {
    expect(leansOnEnded({ responsibility: who }, state)).toBe(leans);
  });
});

test('progress counts what open assessments ask, and of that what was said', () => {
  expect(
    progressOf([
      { isAsked: true, responsibility: 'TPSP' },
      { isAsked: true, responsibility: null },
      { isAsked: false, responsibility: 'ENTITY' },
    ]),
  ).toEqual({ said: 1, asked: 2 });
});
