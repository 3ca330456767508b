import { describe, expect, it } from 'vitest';
import type { AttestationDraft } from '../model/form';
import { answer, fullDraft, requirements, shop } from '../testing/sources';
import { drawUp } from './content';
import { stopsInWords, stopsSignature } from './problems';

type Change = Parameters<typeof shop>[0];

function codes(sources: Change = {}, draft: Partial<AttestationDraft> = {}, all = fullDraft(draft)) {
  const { problems } = drawUp(shop(sources), all);
  return {
    stops: problems.filter(stopsSignature).map(({ code }) => code),
    all: problems.map(({ code }) => code),
  };
}

const gap = { requirements: requirements({ '2.2.2': 'NOT_IN_PLACE', '3.1.1': 'IN_PLACE' }) };
const open = { requirements: requirements({ '2.2.2': null, '3.1.1': 'IN_PLACE' }) };
const byLaw = answer('NOT_IN_PLACE', { legalException: true, legalBasis: 'Act 7' });
const target = { targetOn: '2027-03-31', planRequested: false, signIncomplete: false };

describe('what stops a signature', () => {
  it('a complete form over complete answers can be signed', () => {
    expect(codes().stops).toEqual([]);
  });

  it('a missing plan is advice, and where the organization asks for none nothing is said', () => {
    const unplanned = { requirements: requirements({ '2.2.2': answer('NOT_IN_PLACE', { planAction: '' }) }) };
    expect(codes(unplanned).all).toContain('NO_PLAN');
    expect(codes({ ...unplanned, asksPlan: false }).all).not.toContain('NO_PLAN');
    expect(codes({ ...unplanned, asksPlan: false }).stops).toEqual(codes(unplanned).stops);
  });

  it('stands above what only warns, whatever comes first in the work', () => {
    const { entity: _, ...rest } = fullDraft();
    const unplanned = { requirements: requirements({ '2.2.2': answer('NOT_IN_PLACE', { planAction: '' }) }) };
    const severities = drawUp(shop(unplanned), rest).problems.map(({ severity }) => severity);
    expect(new Set(severities).size).toBeGreaterThan(1);
    expect(severities).toEqual(
      ['STOPS', 'STOPS_COMPLIANT', 'ADVICE'].flatMap((one) => severities.filter((each) => each === one)),
    );
  });

  it('carried-over values count only when a person has confirmed the part', () => {
    const { entity: _, ...rest } = fullDraft();
    const { problems, form } = drawUp(shop(), rest);
    expect(form.entity.companyName).toBe('Marlow Outdoor GmbH');
    expect(problems.filter(stopsSignature).map(({ words }) => words)).toEqual([
      'Part 1a of the form is not confirmed',
    ]);
  });

  it('an honest Non-Compliant needs a target date, not the end of its gaps', () => {
    expect(codes(gap).stops).toEqual(['PART_NOT_CONFIRMED']);
    expect(codes(gap, { result: target }).stops).toEqual([]);
    expect(drawUp(shop(gap), fullDraft({ result: target })).content.result).toMatchObject({
      outcome: 'NON_COMPLIANT',
      targetOn: '2027-03-31',
      planRequested: false,
    });
  });

  it.each([
    ['the day of signing', '2026-11-24', ['TARGET_IN_PAST']],
    ['the day after', '2026-11-25', []],
  ])('the target date may not be %s', (_, targetOn, expected) => {
    expect(codes(gap, { result: { ...target, targetOn } }).stops).toEqual(expected);
  });

  it('open answers stop a signature until the signer says that they stay open', () => {
    expect(codes(open).stops).toEqual(['UNANSWERED']);
    const chosen = { result: { ...target, signIncomplete: true } };
    expect(codes(open, chosen).stops).toEqual([]);
    expect(drawUp(shop(open), fullDraft(chosen)).content.result).toMatchObject({
      outcome: 'NON_COMPLIANT',
      unanswered: ['2.2.2'],
    });
  });

  it('the wish to sign with open answers lapses when nothing is open', () => {
    const { content } = drawUp(shop(), fullDraft({ result: { ...target, signIncomplete: true } }));
    expect(content.form.result).toEqual({ targetOn: null, planRequested: false, signIncomplete: false });
    expect(content.result.outcome).toBe('COMPLIANT');
  });

  it.each([
    [
      'Not Applicable without a reason',
      answer('NOT_APPLICABLE', { notApplicableReason: '' }),
      'NOT_APPLICABLE_WITHOUT_REASON',
    ],
    ['a worksheet without part 6', answer('IN_PLACE_WITH_CCW', { ccwMaintenance: ' ' }), 'CCW_INCOMPLETE'],
    ['a legal exception without its law', { ...byLaw, legalBasis: '' }, 'LEGAL_EXCEPTION_WITHOUT_LAW'],
  ])('%s is named with its requirement', (_, one, code) => {
    const { problems } = drawUp(
      shop({ requirements: requirements({ '2.2.2': 'IN_PLACE', '3.1.1': one }) }),
      fullDraft(),
    );
    expect(problems.find((problem) => problem.code === code)).toMatchObject({
      severity: 'STOPS',
      places: [{ label: '3.1.1' }],
      place: { kind: 'REQUIREMENT', requirementNumber: '3.1.1' },
    });
  });

  it('Not Tested in SAQ D leads to Partial and stops nothing', () => {
    const sources = {
      questionnaireId: 'D-Merchant',
      requirements: requirements({ '2.2.2': 'NOT_TESTED', '3.1.1': 'IN_PLACE' }),
    } as const;
    const { eligibility: _, ...draft } = fullDraft();
    expect(codes(sources, {}, draft).stops).toEqual([]);
    expect(drawUp(shop(sources), draft).content.result).toMatchObject({
      outcome: 'COMPLIANT',
      extent: 'PARTIAL',
    });
  });

  it('part 4 is asked for only when the acquirer wants it', () => {
    const wanted = { result: { ...target, planRequested: true } };
    expect(codes(gap, wanted).stops).toEqual(['PART_NOT_CONFIRMED']);
    const planned = {
      plan: { items: [{ principalNumber: '2', targetOn: '2027-03-31', actions: 'Remove defaults' }] },
    };
    expect(codes(gap, { ...wanted, ...planned }).stops).toEqual([]);
    expect(codes(gap, { ...wanted, plan: { items: [] } }).stops).toEqual(['MISSING_plan']);
  });

  it.each([
    [
      'a criterion that is not met',
      {
        eligibility: {
          criteria: [
            { criterionId: 'a1', answer: 'NO' as const },
            { criterionId: 'a6', answer: 'YES' as const },
          ],
        },
      },
      'NOT_ELIGIBLE',
    ],
    ['a criterion without an answer', { eligibility: { criteria: [] } }, 'MISSING_eligibility'],
    [
      'a law that no answer names',
      { completion: { completedOn: '2026-11-22', legalConstraint: true } },
      'LAW_WITHOUT_ANSWER',
    ],
    [
      'a completion date in the future',
      { completion: { completedOn: '2026-11-25', legalConstraint: false } },
      'COMPLETED_IN_FUTURE',
    ],
    [
      'a QSA in 1b that 3c denies',
      { assessor: { ...fullDraft().assessor, qsaInvolved: true } as AttestationDraft['assessor'] },
      'QSA_DISAGREES',
    ],
    [
      'providers listed and denied',
      {
        providers: {
          handleAccountData: false,
          manageInScope: false,
          couldAffectSecurity: false,
          providers: [{ name: 'X', service: 'Y' }],
        },
      },
      'PROVIDERS_DENIED',
    ],
    ['an empty field', { officer: { name: 'Daniel Okafor', title: ' ' } }, 'MISSING_officer'],
  ])('%s', (_, draft, code) => {
    expect(codes({}, draft).stops).toContain(code);
  });

  it('an answer that claims the law contradicts a form that denies it', () => {
    const sources = { requirements: requirements({ '2.2.2': byLaw, '3.1.1': 'IN_PLACE' }) };
    expect(codes(sources).stops).toEqual(['ANSWER_WITHOUT_LAW']);
    expect(
      codes(sources, { completion: { completedOn: '2026-11-22', legalConstraint: true } }).stops,
    ).toEqual([]);
  });
});

describe('what a reader would ask', () => {
  it('never stops a signature', () => {
    const { problems } = drawUp(
      shop({
        evidence: [expiredScan],
        providers: [{ ...lapsedProvider }],
        legalEntity: { ...shop().legalEntity, city: 'Kiel' },
      }),
      fullDraft(),
    );
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['EVIDENCE_EXPIRED', 'ADVICE'],
      ['NO_TEST', 'ADVICE'],
      ['PROVIDER_ATTESTATION_LAPSED', 'ADVICE'],
      ['ENTITY_DIFFERS', 'ADVICE'],
    ]);
  });

  it.each([
    ['on its last day', '2026-11-24', false],
    ['the day after', '2026-11-23', true],
  ])('evidence counts as expired %s', (_, validUntil, expired) => {
    expect(codes({ evidence: [{ ...expiredScan, validUntil }] }).all.includes('EVIDENCE_EXPIRED')).toBe(
      expired,
    );
  });

  it.each([
    [{ '2.2.2': 'IN_PLACE', '3.1.1': 'NOT_APPLICABLE' }, 'An In Place answer has no evidence', ['2.2.2']],
    [{ '6.3.1': 'IN_PLACE_WITH_CCW' }, 'An In Place with CCW answer has no evidence', ['6.3.1']],
    [
      { '2.2.2': 'IN_PLACE', '2.2.5': 'IN_PLACE', '6.3.1': 'IN_PLACE_WITH_CCW' },
      '3 In Place or In Place with CCW answers have no evidence',
      ['2', '6'],
    ],
  ] as const)('asks for evidence behind what is in place: %j', (answers, words, places) => {
    const { problems } = drawUp(shop({ requirements: requirements(answers) }), fullDraft());
    const problem = problems.find(({ code }) => code === 'NO_EVIDENCE');
    expect(problem?.words).toBe(words);
    expect(problem?.places.map(({ label }) => label)).toEqual(places);
  });

  it('counts what stands: half answered or waiting to be confirmed claims nothing and waits for no reviewer', () => {
    const answers = {
      '2.2.2': 'IN_PLACE',
      '6.4.3': [answer('IN_PLACE'), answer(null)],
      '12.10.1': 'IN_PLACE',
    } as const;
    const { problems, content } = drawUp(
      shop({
        requirements: requirements(answers),
        unconfirmed: ['12.10.1'],
        unreviewed: ['2.2.2', '6.4.3', '12.10.1'],
      }),
      fullDraft(),
    );
    const said = Object.fromEntries(problems.map(({ code, words }) => [code, words]));
    expect(said).toMatchObject({
      UNANSWERED: '2 requirements have no answer',
      NOT_REVIEWED: 'An answer is not reviewed as it stands',
      NO_EVIDENCE: 'An In Place answer has no evidence',
      NO_TEST: 'An answer is claimed: no test of it is recorded',
    });
    expect(content.counts.requirements).toMatchObject({ total: 3, IN_PLACE: 1, unanswered: 2 });
  });

  it('notices a provider that came into use after part 2f was confirmed', () => {
    const draft = fullDraft({
      providers: {
        handleAccountData: true,
        manageInScope: true,
        couldAffectSecurity: true,
        providers: [{ name: 'Other', service: 'CDN' }],
      },
    });
    expect(codes({}, {}, draft).all).toContain('PROVIDER_NOT_LISTED');
  });
});

describe('the heading', () => {
  it.each([
    [1, 'One thing stops this signature'],
    [5, 'Five things stop this signature'],
    [13, '13 things stop this signature'],
  ])('%i', (count, words) => {
    expect(stopsInWords(count)).toBe(words);
  });
});

const expiredScan = {
  id: 's',
  kind: 'FILE' as const,
  title: 'Scan',
  evidenceType: 'scan_report',
  note: '',
  url: '',
  collectedOn: '2026-08-01',
  validUntil: '2026-11-01',
  receivedAt: '2026-08-01T10:00:00.000Z',
  receivedBy: 'Priya Raman',
  files: [],
  requirementNumbers: ['2.2.2'],
};
const lapsedProvider = {
  ...shop().providers[0],
  id: 'p',
  name: 'Paywell',
  services: '',
  handlesAccountData: true,
  managesInScope: false,
  couldAffectSecurity: false,
  attestationValidUntil: '2026-11-23',
};
