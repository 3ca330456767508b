import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attestationDraft } from '@/lib/attestation/model/form';
import { questionnaireIds } from '@/lib/catalogue/model';
import { getQuestionnaire } from '@/lib/catalogue/queries';
import { compareForms, compareQuestionnaires, renamed, whyNotRestOn } from './rules';

const of = (questionnaireId: string) => getQuestionnaire('pci-dss-4.0.1', questionnaireId);

describe('what two questionnaires ask', () => {
  test('stays, is added, or falls away: each requirement once', () => {
    const any = fc.constantFrom(...questionnaireIds);
    fc.assert(
      fc.property(any, any, (one, other) => {
        const { stay, added, fallAway } = compareQuestionnaires(of(one), of(other));
        expect(new Set([...stay, ...added])).toEqual(new Set(of(other).requirementNumbers));
        expect(new Set([...stay, ...fallAway])).toEqual(new Set(of(one).requirementNumbers));
        expect(stay.length + added.length).toBe(of(other).requirementNumbers.length);
        const back = compareQuestionnaires(of(other), of(one));
        expect(back.added).toEqual(fallAway);
        expect(back.fallAway).toEqual(added);
      }),
    );
  });

  test.each([
    ['A', 'A-EP', 27, 112, 0],
    ['A-EP', 'A', 27, 0, 112],
    ['D-Merchant', 'A-EP', 139, 0, 94],
  ])('%s to %s', (from, to, stay, added, fallAway) => {
    const compared = compareQuestionnaires(of(from), of(to));
    expect([compared.stay.length, compared.added.length, compared.fallAway.length]).toEqual([
      stay,
      added,
      fallAway,
    ]);
  });
});

describe('the attestation’s form', () => {
  const criteria = (questionnaireId: string) =>
    of(questionnaireId).eligibility.map(({ criterionId }) => ({ criterionId, answer: 'YES' }));
  const draft = attestationDraft.parse({
    officer: { name: 'Hanne Vik', title: 'CFO' },
    products: { productsUsed: false },
    eligibility: { criteria: criteria('A') },
    cardRole: { channels: [{ channel: 'E_COMMERCE', description: 'A provider takes them' }] },
  });
  const channels = ['E_COMMERCE'];

  test('keeps what both have, and asks for the criteria of the new questionnaire', () => {
    expect(compareForms(of('A'), of('A-EP'), { draft, channels })).toEqual({
      stays: ['cardRole', 'products', 'officer'],
      anew: ['eligibility'],
      hidden: [],
    });
  });

  test('asks for a solution where the new form has one, and keeps what it has no place for', () => {
    const { anew, hidden } = compareForms(of('A'), of('P2PE'), { draft, channels });
    expect([anew, hidden]).toEqual([['p2peSolution', 'eligibility'], ['products']]);
  });

  test('asks nothing of criteria where the new form has none', () => {
    const { anew, hidden } = compareForms(of('A'), of('D-Merchant'), { draft, channels });
    expect([anew, hidden]).toEqual([[], ['eligibility']]);
  });

  test('asks for the description of a channel that is new', () => {
    const both = { draft, channels: ['E_COMMERCE', 'MOTO'] };
    expect(compareForms(of('D-Merchant'), of('D-Merchant'), both).anew).toEqual(['cardRole']);
  });
});

describe('a decision for an assessment', () => {
  const place = { legalEntityId: 'l', catalogueVersionId: 'v', integrationIds: ['a', 'b'] };
  test.each([
    [{ ...place, decisionId: 'new', integrationIds: ['b', 'a'] }, null],
    [{ ...place, decisionId: 'old' }, /already/],
    [{ ...place, decisionId: 'new', integrationIds: ['a'] }, /other integrations/],
    [{ ...place, decisionId: 'new', legalEntityId: 'other' }, /other integrations/],
    [{ ...place, decisionId: 'new', catalogueVersionId: 'w' }, /another version/],
  ])('fits or says why not: %j', (decision, words) => {
    const why = whyNotRestOn({ ...place, decisionId: 'old' }, decision);
    if (words === null) expect(why).toBeNull();
    else expect(why).toMatch(words);
  });
});

describe('the name of an assessment whose questionnaire changes', () => {
  test.each([
    ['Web shop, SAQ A', 'SAQ A', 'SAQ A-EP', 'Web shop, SAQ A-EP'],
    ['SAQ A-EP 2026', 'SAQ A-EP', 'SAQ A', 'SAQ A 2026'],
    ['SAQ A-EP 2026', 'SAQ A', 'SAQ A-EP', null],
    ['Shop saq a', 'SAQ A', 'SAQ A-EP', 'Shop SAQ A-EP'],
    ['Web shop 2026', 'SAQ A', 'SAQ A-EP', null],
    ['SAQ A', 'SAQ A', 'SAQ A', null],
  ])('%s, from %s to %s: %s', (name, from, to, expected) => {
    expect(renamed(name, from, to)).toBe(expected);
  });
});
