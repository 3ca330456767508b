import { describe, expect, it } from 'vitest';
import { criterionChanges, criterionWords, wayChanges } from '../model/criterion-words';
import { criterionKinds, questionKinds } from '../model/facts';
import { conclude } from './conclude';
import { criteria } from './criteria';
import { shortKeys } from './keys';
import { levelNotes } from './levels';
import { overrideChoices, whyNotOverride } from './override';
import { confirmsCriteria, criterionNumber } from './phrases';
import { answerAll, context, integration } from './testing';

const webshop = integration('Webshop', 'SERVER_API', ['E_COMMERCE']);
const tills = integration('Tills', 'TERMINAL_P2PE', ['CARD_PRESENT']);

describe('the criteria', () => {
  it('are those of the catalogue, no more and no fewer', () => {
    for (const questionnaire of context([]).questionnaires) {
      if (!(questionnaire.questionnaireId in criteria)) continue;
      const ours = Object.keys(criteria[questionnaire.questionnaireId as keyof typeof criteria]);
      expect(ours).toEqual(questionnaire.eligibility.map(({ criterionId }) => criterionId));
    }
  });

  it('are numbered as the forms list them, and confirmed again with a signature except in D', () => {
    for (const { questionnaireId, eligibility } of context([]).questionnaires) {
      const numbers = eligibility.map(({ criterionId }) => criterionNumber(criterionId));
      expect(numbers).toEqual(eligibility.map((_, index) => String(index + 1)));
      expect(confirmsCriteria(questionnaireId)).toBe(!questionnaireId.startsWith('D-'));
    }
    expect(confirmsCriteria(null)).toBe(false);
  });

  it('that are asked have words, and every one has a change to make or a way to change', () => {
    expect(Object.keys(criterionWords).sort()).toEqual([...criterionKinds].sort());
    expect(criterionKinds.every((kind) => questionKinds.includes(kind))).toBe(true);
    for (const target of ['A', 'A-EP', 'B-IP', 'C-VT', 'P2PE'] as const) {
      for (const criterionId of Object.keys(criteria[target])) {
        const isDerived = ['a1', 'aep1', 'cvt1'].includes(criterionId);
        expect(isDerived || criterionId in criterionChanges, criterionId).toBe(true);
      }
      expect(target === 'B-IP' || target in wayChanges, target).toBe(true);
    }
  });
});

describe('an attestation in the register that has ended', () => {
  const adyen = { name: 'Adyen', attestationValidUntil: '2026-02-01' };
  const shop = (hasEnded: boolean) =>
    context([
      integration('Shop', 'HOSTED_REDIRECT', ['E_COMMERCE'], { providers: [{ ...adyen, hasEnded }] }),
    ]);
  const remarks = (hasEnded: boolean) =>
    conclude(shop(hasEnded), answerAll(shop(hasEnded)))?.flatMap((result) =>
      result.why.flatMap(({ remark }) => remark ?? []),
    );

  it('is said beside the answer that the providers are compliant', () => {
    expect(remarks(true)).toEqual(['Adyen’s attestation ended on 1 Feb 2026.']);
    expect(remarks(false)).toEqual([]);
  });
});

describe('what would make it smaller', () => {
  it('names the change of page and the requirements that it saves', () => {
    const direct = context([integration('Webshop', 'DIRECT_POST', ['E_COMMERCE'])]);
    const [result] = conclude(direct, answerAll(direct)) ?? [];
    expect(result?.smaller).toEqual([
      {
        questionnaireId: 'A',
        fewerRequirements: 112,
        changes: [
          'Let the provider serve the card fields in a frame, send shoppers to its page, or send payment links.',
        ],
      },
    ]);
  });

  it('names both steps down from D for an API', () => {
    const about = context([webshop]);
    const [result] = conclude(about, answerAll(about)) ?? [];
    expect(result?.smaller.map((option) => [option.questionnaireId, option.fewerRequirements])).toEqual([
      ['A', 206],
      ['A-EP', 94],
    ]);
  });

  it('names the card numbers that the register says are kept, once, in every step down', () => {
    const about = context([
      integration('Webshop', 'SERVER_API', ['E_COMMERCE'], { storesAccountData: true }),
    ]);
    const [result] = conclude(about, answerAll(about)) ?? [];
    expect(result?.smaller.map((option) => option.changes)).toEqual([
      [wayChanges.A, 'Stop storing card numbers electronically.'],
      [wayChanges['A-EP'], 'Stop storing card numbers electronically.'],
    ]);
  });

  it('says to stop storing once where the criterion says it already', () => {
    const about = context([
      integration('Webshop', 'DIRECT_POST', ['E_COMMERCE'], { storesAccountData: true }),
    ]);
    const [result] = conclude(about, answerAll(about)) ?? [];
    const changes = result?.smaller.find((option) => option.questionnaireId === 'A-EP')?.changes ?? [];
    expect(changes.filter((change) => change.startsWith('Stop storing'))).toHaveLength(1);
  });

  it('does not name it where nothing is kept', () => {
    const about = context([integration('Webshop', 'SERVER_API', ['E_COMMERCE'])]);
    const changes = conclude(about, answerAll(about))?.[0]?.smaller.flatMap((option) => option.changes);
    expect(changes?.some((change) => change.startsWith('Stop storing'))).toBe(false);
  });

  it('is empty where nothing smaller exists', () => {
    const about = context([tills]);
    expect(conclude(about, answerAll(about))?.[0]?.smaller).toEqual([]);
  });

  it('tells a phone desk on D what to isolate', () => {
    const about = context([integration('Desk', 'VIRTUAL_TERMINAL', ['MOTO'])]);
    const [result] = conclude(about, answerAll(about, { cvt3: 'NO', c2: 'NO' })) ?? [];
    const step = result?.smaller.find((option) => option.questionnaireId === 'C-VT');
    expect(step?.changes).toEqual([criterionChanges.cvt3]);
  });
});

describe('requirements with nothing to apply to', () => {
  it('are proposed where no paper is kept and no page is one’s own', () => {
    const about = context([integration('Links', 'PAYMENT_LINK', ['E_COMMERCE'])]);
    const [result] = conclude(about, answerAll(about)) ?? [];
    expect(result?.conditional.map((note) => [note.groupId, note.requirementNumbers.length])).toEqual([
      ['own_webpage_redirects_or_embeds', 13],
      ['paper_records', 8],
    ]);
  });

  it('are not proposed for a redirect from one’s own page, nor where paper is kept', () => {
    const about = context([integration('Shop', 'HOSTED_REDIRECT', ['E_COMMERCE'])]);
    expect(conclude(about, answerAll(about, { paper: 'PAPER' }))?.[0]?.conditional).toEqual([]);
  });
});

describe('an acquirer’s decision', () => {
  const about = context([webshop, tills]);
  const [result] = conclude(about, answerAll(about, { shares: 'tills' })) ?? [];
  const today = '2026-11-25';
  const decision = {
    questionnaireId: 'A',
    integrationIds: [webshop.integrationId],
    decidedOn: '2026-11-20',
  };
  const check = (change: object, role: 'MERCHANT' | 'SERVICE_PROVIDER' = 'MERCHANT') =>
    result && whyNotOverride(result, role, { ...decision, ...change }, today)?.field;

  it('can be recorded for a part of what the rules cover', () => {
    expect(result?.questionnaireId).toBe('D-Merchant');
    expect(check({})).toBeUndefined();
    expect(check({ questionnaireId: 'D-Merchant' })).toBeUndefined();
  });

  it.each([
    [{ decidedOn: '2026-11-26' }, 'decidedOn'],
    [{ integrationIds: [] }, 'integrationIds'],
    [{ integrationIds: ['somebody else’s'] }, 'integrationIds'],
    [{ questionnaireId: 'D-ServiceProvider' }, 'questionnaireId'],
    [
      { questionnaireId: 'D-Merchant', integrationIds: [webshop.integrationId, tills.integrationId] },
      'questionnaireId',
    ],
  ])('is refused with %j, at the field %s', (change, field) => {
    expect(check(change)).toBe(field);
  });

  it('never gives a service provider a merchant’s questionnaire', () => {
    expect(overrideChoices('SERVICE_PROVIDER')).toEqual(['D-ServiceProvider']);
    expect(check({}, 'SERVICE_PROVIDER')).toBe('questionnaireId');
  });
});

describe('merchant levels', () => {
  const volume = (total: number) => ({ total, eCommerce: total, cardNotPresent: total });

  it('speak up at level 1, and at level 2 of Mastercard', () => {
    expect(levelNotes('MERCHANT', { visa: volume(6_000_001) }, {}).map((note) => note.level)).toEqual([1]);
    expect(levelNotes('MERCHANT', { mastercard: volume(1_000_001) }, {})[0]?.words).toContain(
      'Mastercard, level 2',
    );
    expect(levelNotes('MERCHANT', { visa: volume(1_000_001) }, {})).toEqual([]);
  });

  it('follow the acquirer’s word', () => {
    expect(levelNotes('MERCHANT', {}, { jcb: { level: 1, reason: 'letter' } })).toHaveLength(1);
  });

  it('of service providers start at 300,001 transactions', () => {
    expect(levelNotes('SERVICE_PROVIDER', { visa: volume(300_000) }, {})).toEqual([]);
    expect(levelNotes('SERVICE_PROVIDER', { visa: volume(300_001) }, {})).toHaveLength(1);
  });
});

describe('short keys of ids', () => {
  it('are the last six characters, longer where two ids end alike', () => {
    const ids = [
      '0190a0b0-0000-7000-8000-00000011aa22',
      '0190a0b0-0000-7000-8000-00000099aa22',
      '0190a0b0-0000-7000-8000-0000000000ff',
    ];
    expect([...shortKeys(ids).values()]).toEqual(['11aa22', '99aa22', '0000ff']);
    const alike = ['0190a0b0-0000-7000-8000-0000ab11aa22', '0190a0b0-0000-7000-8000-0000cd11aa22'];
    expect([...shortKeys(alike).values()]).toEqual(['ab11aa22', 'cd11aa22']);
  });
});
