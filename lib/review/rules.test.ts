import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findings } from '@/lib/catalogue/model';
import { reviewStates } from '@/lib/response/model';
import { reviewActs } from './model';
import { isReviewed, type Reviewed, whyNot } from './rules';

const form = { describesResults: false };
const row = (finding: (typeof findings)[number] | null, facts = 0) => ({ finding, facts, version: 1 });
const item = (given: Partial<Reviewed> = {}): Reviewed => ({
  requirementNumber: '6.3.3',
  rows: [row('IN_PLACE')],
  state: null,
  answeredByIds: ['ann'],
  ...given,
});
const asked = { form, userId: 'bob', reviewerIds: ['ann', 'bob'] };

describe('an approval', () => {
  it('is given by somebody else than whoever answered, where two people are asked for', () => {
    expect(whyNot('APPROVE', item(), asked)).toBeNull();
    expect(whyNot('APPROVE', item(), { ...asked, userId: 'ann' })).toMatch(/somebody else/);
    expect(whyNot('APPROVE', item(), { ...asked, userId: 'ann', reviewerIds: null })).toBeNull();
  });

  it('says what the way out is where everybody who may review has answered', () => {
    const both = item({ answeredByIds: ['ann', 'bob'] });
    expect(whyNot('APPROVE', both, asked)).toMatch(/another officer has to join.*Settings/);
    expect(whyNot('APPROVE', both, { ...asked, reviewerIds: ['ann', 'bob', 'cem'] })).toMatch(
      /somebody else/,
    );
    expect(
      whyNot('APPROVE', both, { ...asked, userId: 'cem', reviewerIds: ['ann', 'bob', 'cem'] }),
    ).toBeNull();
    expect(whyNot('APPROVE', both, { ...asked, reviewerIds: null })).toBeNull();
  });

  it('needs a whole answer: every row, and every text that it obliges to', () => {
    expect(whyNot('APPROVE', item({ rows: [row(null)] }), asked)).toMatch(/not answered/);
    expect(whyNot('APPROVE', item({ rows: [row('IN_PLACE'), row(null)] }), asked)).not.toBeNull();
    expect(whyNot('APPROVE', item({ rows: [row('NOT_APPLICABLE')] }), asked)).toMatch(/words/);
    expect(whyNot('APPROVE', item({ rows: [row('NOT_APPLICABLE', 2)] }), asked)).toBeNull();
  });
});

describe('returning', () => {
  it('is possible for whatever is answered, also after an approval, once', () => {
    for (const state of [null, 'READY', 'APPROVED', 'CHANGED'] as const)
      expect(whyNot('RETURN', item({ state }), asked)).toBeNull();
    expect(whyNot('RETURN', item({ state: 'RETURNED' }), asked)).not.toBeNull();
    expect(whyNot('RETURN', item({ rows: [row(null)] }), asked)).not.toBeNull();
  });
});

it('says ready again after a return or a change, and not twice', () => {
  for (const state of [null, 'RETURNED', 'CHANGED'] as const)
    expect(whyNot('READY', item({ state }), asked)).toBeNull();
  for (const state of ['READY', 'APPROVED'] as const)
    expect(whyNot('READY', item({ state }), asked)).not.toBeNull();
});

it('nothing that is not whole is ever ready or approved, and no author approves where two people are asked for', () => {
  const rows = fc.array(
    fc.record({
      finding: fc.option(fc.constantFrom(...findings)),
      facts: fc.integer({ min: 0, max: 32767 }),
    }),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(
      rows,
      fc.option(fc.constantFrom(...reviewStates)),
      fc.constantFrom(...reviewActs),
      fc.boolean(),
      (some, state, act, own) => {
        const why = whyNot(act, { ...item(), rows: some, state }, { ...asked, userId: own ? 'ann' : 'bob' });
        if (why !== null || act === 'RETURN') return;
        expect(some.every(({ finding }) => finding !== null)).toBe(true);
        expect(act === 'APPROVE' && own).toBe(false);
        expect(isReviewed(state)).toBe(false);
      },
    ),
  );
});
