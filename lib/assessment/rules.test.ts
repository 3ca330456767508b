import { describe, expect, it } from 'vitest';
import { whyNotChangeable, whyNotRestorable, whyNotRevisable } from './policy';
import {
  confirmsQuestionnaire,
  deriveRequirementFinding,
  driftedSince,
  proposeDueOn,
  proposeName,
  proposeNextYear,
  proposePeriod,
  registerChanges,
  sumFindings,
  totalOf,
  whyNotPeriod,
} from './rules';

describe('the finding of a requirement', () => {
  it.each([
    [[], null],
    [[null], null],
    [['IN_PLACE', null], null],
    [['NOT_IN_PLACE', null], null],
    [['IN_PLACE'], 'IN_PLACE'],
    [['IN_PLACE', 'NOT_APPLICABLE'], 'IN_PLACE'],
    [['IN_PLACE', 'IN_PLACE_WITH_CCW'], 'IN_PLACE_WITH_CCW'],
    [['IN_PLACE', 'NOT_TESTED', 'IN_PLACE_WITH_CCW'], 'NOT_TESTED'],
    [['NOT_TESTED', 'NOT_IN_PLACE'], 'NOT_IN_PLACE'],
    [['NOT_APPLICABLE', 'NOT_APPLICABLE'], 'NOT_APPLICABLE'],
  ])('of rows %j is %s', (rows, finding) => {
    expect(deriveRequirementFinding(rows)).toBe(finding);
  });

  it('is counted once, however many rows', () => {
    const counts = sumFindings([
      { findings: ['IN_PLACE', null], count: 3 },
      { findings: ['IN_PLACE'], count: 20 },
      { findings: ['IN_PLACE', 'NOT_APPLICABLE'], count: 2 },
    ]);
    expect(counts).toMatchObject({ IN_PLACE: 22, UNANSWERED: 3 });
    expect(totalOf(counts)).toBe(25);
  });
});

describe('the period', () => {
  it.each([
    ['2026-01-01', '2026-12-31', false],
    ['2026-01-01', '2026-01-02', false],
    ['2026-01-01', '2026-01-01', true],
    ['2026-01-02', '2026-01-01', true],
    ['2026-01-01', '2028-01-02', false],
    ['2026-01-01', '2028-01-03', true],
  ])('from %s to %s is refused: %s', (from, to, refused) => {
    expect(whyNotPeriod(from, to) !== null).toBe(refused);
  });

  it.each([
    ['2026-11-25', '2027-03-31', '2026-04-01', '2027-03-31'],
    ['2026-11-25', null, '2025-11-26', '2026-11-25'],
    ['2026-11-25', '2026-10-01', '2025-11-26', '2026-11-25'],
    ['2028-02-29', null, '2027-03-01', '2028-02-29'],
    ['2027-06-01', '2028-02-29', '2027-03-01', '2028-02-29'],
  ])('proposed on %s for the deadline %s is %s to %s', (today, dueOn, periodFrom, periodTo) => {
    expect(proposePeriod(today, dueOn)).toEqual({ periodFrom, periodTo });
  });

  it('is due at the nearest deadline to come', () => {
    expect(proposeDueOn(['2027-03-31', null, '2027-01-31', '2026-01-31'], '2026-11-25')).toBe('2027-01-31');
    expect(proposeDueOn(['2025-01-31', '2026-01-31'], '2026-11-25')).toBe('2026-01-31');
    expect(proposeDueOn([null], '2026-11-25')).toBeNull();
  });

  it('gives the assessment a name that fits its field', () => {
    expect(proposeName(['Webshop'], 'SAQ A', '2027-03-31')).toBe('Webshop, SAQ A, 2027');
    expect(proposeName(['Webshop', 'Tills', 'Desk'], 'SAQ D', '2027-03-31')).toBe(
      'Webshop and 2 more, SAQ D, 2027',
    );
    expect(proposeName(['x'.repeat(200)], 'SAQ A', '2027-03-31')).toHaveLength(120);
  });
});

describe('integrations that changed since the decision', () => {
  const fact = {
    integrationId: '1',
    method: 'HOSTED_REDIRECT',
    channels: ['E_COMMERCE', 'MOTO'],
    storesAccountData: false,
  };

  it.each([
    ['nothing', {}, []],
    ['the order of channels', { channels: ['MOTO', 'E_COMMERCE'] }, []],
    ['the method', { method: 'DIRECT_POST' }, ['1']],
    ['a channel', { channels: ['E_COMMERCE'] }, ['1']],
    ['that cards are stored', { storesAccountData: true }, ['1']],
  ])('are told when it is %s', (_what, change, drifted) => {
    expect(driftedSince([fact], [{ ...fact, ...change }])).toEqual(drifted);
  });

  it('are told when one is gone', () => {
    expect(driftedSince([fact], [])).toEqual(['1']);
  });
});

describe('what changed in the register', () => {
  const fact = {
    integrationId: '1',
    name: 'Webshop',
    method: 'HOSTED_REDIRECT',
    channels: ['E_COMMERCE'],
    storesAccountData: false,
  };

  it.each([
    [
      { method: 'SERVER_API' },
      'how cards are taken was “Redirect to a hosted payment page”, is now “Your own server calls the provider’s API”',
    ],
    [{ storesAccountData: true }, 'card numbers are now kept electronically'],
    [
      { channels: ['MOTO', 'E_COMMERCE'] },
      'its channels were E-commerce, are now E-commerce, Mail and telephone order',
    ],
  ])('%j is told in words', (change, words) => {
    expect(registerChanges([fact], [{ ...fact, ...change }])).toEqual([
      { integrationId: '1', name: 'Webshop', changes: [words] },
    ]);
  });

  it('tells nothing when nothing changed, and that one is gone', () => {
    expect(registerChanges([fact], [{ ...fact, name: 'Renamed' }])).toEqual([]);
    expect(registerChanges([fact], [])).toMatchObject([{ changes: ['it is not in the register any more'] }]);
  });
});

describe('a later decision', () => {
  const now = [
    {
      integrationId: '1',
      name: 'Webshop',
      method: 'PAYMENT_LINK',
      channels: ['E_COMMERCE'],
      storesAccountData: false,
    },
  ];
  const own = {
    questionnaireId: 'A',
    catalogueVersionId: 'v',
    integrationIds: ['1'],
    channels: ['E_COMMERCE'],
  };
  const later = { ...own, register: now };

  it('for the same questionnaire over the same payments confirms it for today’s register', () => {
    expect(confirmsQuestionnaire(own, later, now)).toBe(true);
  });

  it.each([
    ['another questionnaire', { questionnaireId: 'A-EP' }],
    ['no questionnaire', { questionnaireId: null }],
    ['another version of the standard', { catalogueVersionId: 'w' }],
    ['other integrations', { integrationIds: ['1', '2'] }],
    ['other channels', { channels: ['E_COMMERCE', 'MOTO'] }],
    [
      'facts of before',
      {
        register: [
          {
            integrationId: '1',
            method: 'HOSTED_REDIRECT',
            channels: ['E_COMMERCE'],
            storesAccountData: false,
          },
        ],
      },
    ],
    ['no facts', { register: [] }],
  ])('of %s does not', (_, change) => {
    expect(confirmsQuestionnaire(own, { ...later, ...change }, now)).toBe(false);
  });
});

describe('what may happen to an assessment', () => {
  it.each([
    ['OPEN', false, true],
    ['OPEN', true, false],
    ['SIGNED', false, false],
    ['SUPERSEDED', false, false],
  ] as const)('%s, archived %s: can be changed %s', (status, isArchived, can) => {
    expect(whyNotChangeable({ status, isArchived }) === null).toBe(can);
  });

  it.each([
    ['SIGNED', false, false, true],
    ['SIGNED', true, false, false],
    ['SIGNED', false, true, false],
    ['OPEN', false, false, false],
    ['SUPERSEDED', false, false, false],
  ] as const)(
    '%s, archived %s, open correction %s: can be corrected %s',
    (status, isArchived, hasOpenRevision, can) => {
      expect(whyNotRevisable({ status, isArchived, hasOpenRevision }) === null).toBe(can);
    },
  );

  it('comes back from the archive unless another correction took its place', () => {
    expect(whyNotRestorable({ isArchived: true, hasOpenSibling: false })).toBeNull();
    expect(whyNotRestorable({ isArchived: true, hasOpenSibling: true })).not.toBeNull();
    expect(whyNotRestorable({ isArchived: false, hasOpenSibling: false })).not.toBeNull();
  });
});

it.each([
  ['2026-11-28', '2026-12-20', '2026-11-29', '2026-11-29', '2027-11-28', '2027-12-20'],
  ['2027-02-28', null, '2027-01-01', '2027-03-01', '2028-02-29', null],
  ['2028-02-28', '2028-02-29', '2028-01-01', '2028-02-29', '2029-02-27', '2029-02-28'],
])('the year after %s, due %s', (periodTo, dueOn, today, from, to, due) => {
  expect(proposeNextYear({ periodTo, dueOn }, today)).toEqual({ periodFrom: from, periodTo: to, dueOn: due });
});

it('a year after that is over by now is proposed to nobody', () => {
  expect(proposeNextYear({ periodTo: '2024-11-28', dueOn: null }, '2026-11-29')).toBeNull();
});
