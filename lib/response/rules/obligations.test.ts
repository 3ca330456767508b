import { describe, expect, test } from 'vitest';
import type { Finding } from '@/lib/catalogue/model';
import { type Fact, factBits } from './facts';
import { isComplete, listNeeds, needInWords } from './obligations';

const merchant = { describesResults: false };
const serviceProvider = { describesResults: true };
const written = (...facts: Fact[]) => facts.reduce((mask, fact) => mask | factBits[fact], 0);
const worksheet: Fact[] = [
  'ccwConstraints',
  'ccwDefinition',
  'ccwObjective',
  'ccwIdentifiedRisk',
  'ccwValidation',
  'ccwMaintenance',
];

type Case = [
  name: string,
  finding: Finding | null,
  facts: number,
  form: { describesResults: boolean },
  needs: string[],
  complete: boolean,
];

const cases: Case[] = [
  ['Unanswered obliges to nothing, and is not complete', null, 0, merchant, [], false],
  ['In Place needs nothing from a merchant', 'IN_PLACE', 0, merchant, [], true],
  [
    'In Place needs its results described in SAQ D for service providers',
    'IN_PLACE',
    0,
    serviceProvider,
    ['resultNote'],
    false,
  ],
  ['described results complete In Place', 'IN_PLACE', written('resultNote'), serviceProvider, [], true],
  ['CCW needs all six parts of the worksheet', 'IN_PLACE_WITH_CCW', 0, merchant, worksheet, false],
  [
    'five parts are not six',
    'IN_PLACE_WITH_CCW',
    written(...worksheet.slice(0, 5)),
    merchant,
    ['ccwMaintenance'],
    false,
  ],
  ['six parts complete CCW', 'IN_PLACE_WITH_CCW', written(...worksheet), merchant, [], true],
  [
    'CCW of a service provider needs results as well',
    'IN_PLACE_WITH_CCW',
    written(...worksheet),
    serviceProvider,
    ['resultNote'],
    false,
  ],
  ['Not Applicable needs its reason', 'NOT_APPLICABLE', 0, merchant, ['notApplicableReason'], false],
  [
    'a reason for Not Tested does not explain Not Applicable',
    'NOT_APPLICABLE',
    written('notTestedReason'),
    merchant,
    ['notApplicableReason'],
    false,
  ],
  [
    'a reason completes Not Applicable, for service providers too',
    'NOT_APPLICABLE',
    written('notApplicableReason'),
    serviceProvider,
    [],
    true,
  ],
  [
    'Not Tested needs reason and who asked',
    'NOT_TESTED',
    0,
    merchant,
    ['notTestedReason', 'notTestedAskedBy'],
    false,
  ],
  [
    'Not Tested without who asked is not complete',
    'NOT_TESTED',
    written('notTestedReason'),
    merchant,
    ['notTestedAskedBy'],
    false,
  ],
  [
    'Not Tested with both is complete',
    'NOT_TESTED',
    written('notTestedReason', 'notTestedAskedBy'),
    merchant,
    [],
    true,
  ],
  [
    'a missing plan is shown and does not block Not in Place',
    'NOT_IN_PLACE',
    0,
    merchant,
    ['planAction', 'planOwner', 'planTargetOn'],
    true,
  ],
  [
    'Not in Place with a whole plan needs nothing',
    'NOT_IN_PLACE',
    written('planAction', 'planOwner', 'planTargetOn'),
    merchant,
    [],
    true,
  ],
  [
    'a legal exception needs the law, and no plan',
    'NOT_IN_PLACE',
    written('legalException'),
    merchant,
    ['legalBasis'],
    false,
  ],
  [
    'a legal exception with its law is complete',
    'NOT_IN_PLACE',
    written('legalException', 'legalBasis'),
    merchant,
    [],
    true,
  ],
  [
    'a law without the claim leaves the plan open',
    'NOT_IN_PLACE',
    written('legalBasis'),
    merchant,
    ['planAction', 'planOwner', 'planTargetOn'],
    true,
  ],
  [
    'Not in Place of a service provider needs results',
    'NOT_IN_PLACE',
    written('planAction', 'planOwner', 'planTargetOn'),
    serviceProvider,
    ['resultNote'],
    false,
  ],
];

describe('what an answer obliges to', () => {
  test.each(cases)('%s', (_, finding, facts, form, needs, complete) => {
    expect(listNeeds({ finding, facts }, form).map((need) => need.field)).toEqual(needs);
    expect(isComplete({ finding, facts }, form)).toBe(complete);
  });

  test('only plan parts are house policy', () => {
    const answers: Finding[] = [
      'IN_PLACE',
      'IN_PLACE_WITH_CCW',
      'NOT_APPLICABLE',
      'NOT_TESTED',
      'NOT_IN_PLACE',
    ];
    const house = answers
      .flatMap((finding) => listNeeds({ finding, facts: 0 }, serviceProvider))
      .filter((need) => need.source === 'HOUSE');
    expect(house.map((need) => need.field)).toEqual(['planAction', 'planOwner', 'planTargetOn']);
  });

  test('an organization that asks for no plan misses none, and a law is still to be written', () => {
    const free = { describesResults: false, asksPlan: false };
    const gap = { finding: 'NOT_IN_PLACE', facts: 0 } as const;
    expect(listNeeds(gap, { ...free, asksPlan: true })).toHaveLength(3);
    expect(listNeeds(gap, free)).toEqual([]);
    expect(needInWords(gap, free)).toBe('');
    const byLaw = { ...gap, facts: factBits.legalException };
    expect(listNeeds(byLaw, free).map(({ field }) => field)).toEqual(['legalBasis']);
  });
});

describe('the short mark in a table', () => {
  test.each<[string, Finding | null, number, string]>([
    ['nothing for an unanswered row', null, 0, ''],
    ['nothing for a complete answer', 'IN_PLACE', 0, ''],
    [
      'parts of the worksheet as a fraction',
      'IN_PLACE_WITH_CCW',
      written('ccwConstraints', 'ccwValidation'),
      '2 of 6 worksheet parts written',
    ],
    ['the missing reason', 'NOT_APPLICABLE', 0, 'Reason is not written'],
    ['both texts of Not Tested', 'NOT_TESTED', 0, 'Reason and who asked are not written'],
    ['a plan that is not there at all', 'NOT_IN_PLACE', 0, 'No plan yet'],
    [
      'the first missing part of a plan',
      'NOT_IN_PLACE',
      written('planAction', 'planOwner'),
      'Plan has no date',
    ],
  ])('%s', (_, finding, facts, words) => {
    expect(needInWords({ finding, facts }, merchant)).toBe(words);
  });
});
