import { describe, expect, it } from 'vitest';
import { type CriterionKind, criterionKinds, kindOfQuestion, type PickerContext } from '../model/facts';
import { assess } from './assess';
import { concludeWalk } from './conclude';
import { describeQuestion } from './describe';
import { context, everyAnswer, integration } from './testing';
import { walk } from './walk';

type Leaf = { given: ReadonlyMap<string, readonly string[]>; verdict: string };

/** Walks every path of answers from a state on. Returns the verdicts that can be reached from it. */
function explore(
  about: PickerContext,
  given: Map<string, readonly string[]>,
  visit: (leaf: Leaf) => void,
  pointless: Set<string>,
): Set<string> {
  const assessed = assess(about, given);
  if (assessed.state !== 'ASKING') {
    const verdict =
      assessed.state === 'MERCHANT'
        ? assessed.groups.map((group) => group.questionnaireId).join() || 'NO_CARDS'
        : assessed.state;
    visit({ given: new Map(given), verdict });
    return new Set([verdict]);
  }
  if (given.size > 60) throw new Error(`no end in sight: ${[...given.keys()].join()}`);
  const question = describeQuestion(about, assessed.ask, given);
  // Channels that differ are units of their own, like two integrations: see sharing.test.ts.
  const allowed = everyAnswer(question).filter((values) => !values.includes('DIFFERENT'));
  const reachable = allowed.map((values) => {
    given.set(question.id, values);
    const verdicts = explore(about, given, visit, pointless);
    given.delete(question.id);
    return verdicts;
  });
  const [first] = reachable;
  const differs = reachable.some(
    (verdicts) => [...verdicts].sort().join() !== [...(first ?? [])].sort().join(),
  );
  if (!differs) pointless.add(`${question.id} after ${[...given].map(([id, v]) => `${id}=${v}`).join(' ')}`);
  return new Set(reachable.flatMap((verdicts) => [...verdicts]));
}

const about = context([integration('It', 'HOSTED_REDIRECT', ['E_COMMERCE'])]);
const leaves: Leaf[] = [];
const pointless = new Set<string>();
const reached = explore(about, new Map(), (leaf) => leaves.push(leaf), pointless);

/** Every seventeenth path, for checks that replay the run. */
const sampled = leaves.filter((_, index) => index % 17 === 0);

const read = (leaf: Leaf, kind: string) => leaf.given.get(`${kind}.it`)?.[0];
const prefix: Record<string, string> = { b: 'B', bip: 'B-IP', c: 'C', cvt: 'C-VT', p: 'P2PE', s: 'SPoC' };

describe('every path through the questions for one integration', () => {
  it('walks thousands of paths, and each ends in an answer', () => {
    expect(leaves.length).toBeGreaterThan(2_000);
  });

  it('reaches every questionnaire, the report and the end without cards', () => {
    for (const verdict of ['A', 'A-EP', 'B', 'B-IP', 'C', 'C-VT', 'P2PE', 'SPoC', 'D-Merchant']) {
      expect(reached.has(verdict), verdict).toBe(true);
    }
    for (const verdict of ['SERVICE_PROVIDER', 'REPORT_ON_COMPLIANCE', 'NO_CARDS']) {
      expect(
        [...reached].some((one) => one.includes(verdict)),
        verdict,
      ).toBe(true);
    }
  });

  it('never asks a question whose answers all lead to the same place', () => {
    expect([...pointless].slice(0, 5)).toEqual([]);
  });

  it('not being allowed to assess oneself wins over everything, and is asked before anything else', () => {
    for (const leaf of leaves) {
      const isAllowed = leaf.given.get('validation')?.[0] === 'SELF';
      expect(leaf.verdict === 'REPORT_ON_COMPLIANCE').toBe(!isAllowed);
      if (!isAllowed) expect(leaf.given.size).toBe(2);
    }
  });

  it('every criterion that is not answered yes rules its questionnaire out', () => {
    for (const leaf of leaves) {
      for (const [id, values] of leaf.given) {
        const kind = kindOfQuestion(id);
        if (!criterionKinds.includes(kind as CriterionKind) || values[0] === 'YES') continue;
        const questionnaire = prefix[kind.replace(/\d+$/, '')] ?? '';
        expect(leaf.verdict, `${id}=${values}`).not.toBe(questionnaire);
      }
    }
  });

  it('nothing but D is left where card numbers are, or may be, stored', () => {
    for (const leaf of leaves) {
      const stored = read(leaf, 'stored');
      if (stored === 'YES' || stored === 'UNSURE') expect(leaf.verdict).toBe('D-Merchant');
    }
  });

  it('SAQ A never comes out with own page elements, face to face, unconfirmed providers or card data of one’s own', () => {
    const A = leaves.filter((leaf) => leaf.verdict === 'A');
    expect(A.length).toBeGreaterThan(20);
    for (const leaf of A) {
      expect(leaf.given.get('channels.it')).not.toContain('CARD_PRESENT');
      expect(read(leaf, 'stored')).toBe('NO');
      expect(read(leaf, 'otherwise')).toBe('NO');
      expect(read(leaf, 'compliant')).toBe('YES');
      expect(read(leaf, 'outsourced')).toBe('YES');
      expect(['NOTHING', 'PAPER']).toContain(read(leaf, 'paper'));
      if (read(leaf, 'way') === 'OUTSOURCED_MOTO') {
        expect(read(leaf, 'elements')).toBeUndefined();
        expect(read(leaf, 'telephony')).toBe('NO');
      } else {
        expect([
          'HOSTED_REDIRECT',
          'HOSTED_FIELDS',
          'PAYMENT_LINK',
          'HOSTED_SHOP',
          'MOBILE_SDK',
          'WALLET',
        ]).toContain(read(leaf, 'way'));
        expect(read(leaf, 'elements')).toBe('PROVIDER_ALL');
      }
    }
  });

  it('the script criterion is asked for embedded forms only, and then it must be confirmed for SAQ A', () => {
    for (const leaf of leaves) {
      for (const id of leaf.given.keys()) {
        if (kindOfQuestion(id) !== 'scripts') continue;
        expect(leaf.given.get(id.replace('scripts', 'way'))).toEqual(['HOSTED_FIELDS']);
      }
      if (leaf.verdict === 'A' && read(leaf, 'way') === 'HOSTED_FIELDS') {
        expect(['OWN_TECHNIQUES', 'PROVIDER_CONFIRMED']).toContain(read(leaf, 'scripts'));
      }
    }
  });

  it('an online channel ends in A, A-EP or D, and A-EP is for online channels alone', () => {
    for (const leaf of leaves) {
      const channels = leaf.given.get('channels.it') ?? [];
      if (!channels.includes('E_COMMERCE')) continue;
      expect(['A', 'A-EP', 'D-Merchant', 'NO_CARDS']).toContain(leaf.verdict);
      if (leaf.verdict === 'A-EP') expect(channels).toEqual(['E_COMMERCE']);
    }
  });

  it('every path to a questionnaire asks what the others share, also to D: the answer is the scope', () => {
    const beside = context([...about.chosen], [integration('Phone desk', 'VIRTUAL_TERMINAL', ['MOTO'])]);
    for (const leaf of leaves) {
      const assessed = assess(beside, leaf.given);
      const ends = ['SERVICE_PROVIDER', 'REPORT_ON_COMPLIANCE', 'NO_CARDS'].includes(leaf.verdict);
      expect(assessed.state, leaf.verdict).toBe(ends ? assess(about, leaf.given).state : 'ASKING');
      if (assessed.state !== 'ASKING') continue;
      expect(assessed.ask.id).toBe('others');
      const apart = assess(beside, new Map([...leaf.given, ['others', ['NONE']]]));
      expect(apart.state === 'MERCHANT' && apart.groups.map((group) => group.questionnaireId)).toEqual([
        leaf.verdict,
      ]);
      if (leaf.verdict !== 'D-Merchant') continue;
      const register: [string, readonly string[]][] = [
        ['channels.phonedesk', ['MOTO']],
        ['way.phonedesk', ['VIRTUAL_TERMINAL']],
      ];
      const together = assess(beside, new Map([...leaf.given, ['others', ['phonedesk']], ...register]));
      expect(
        together.state === 'MERCHANT' &&
          together.groups.map((group) => [group.questionnaireId, group.units.map((unit) => unit.key)]),
      ).toEqual([['D-Merchant', ['it', 'phonedesk']]]);
    }
  });

  it('"not sure" never stands behind a criterion that is counted as met', () => {
    for (const leaf of sampled) {
      const walked = walk(about, Object.fromEntries(leaf.given));
      for (const result of concludeWalk(about, walked) ?? []) {
        const unsure = walked.steps
          .filter((step) => step.values[0] === 'UNSURE')
          .map((step) => step.statement);
        for (const criterion of result.criteria) {
          for (const basis of criterion.basis) expect(unsure).not.toContain(basis);
        }
      }
    }
  }, 60_000);

  it('a conclusion gives every criterion with its basis, all ten questionnaires, and the answer that ruled each out', () => {
    for (const leaf of sampled) {
      const walked = walk(about, Object.fromEntries(leaf.given));
      expect(walked.next).toBeNull();
      for (const result of concludeWalk(about, walked) ?? []) {
        expect(result.alternatives).toHaveLength(10);
        for (const alternative of result.alternatives) {
          if (alternative.state !== 'OUT') continue;
          expect(alternative.because, alternative.questionnaireId).not.toBe('');
          expect(walked.steps[(alternative.step ?? 0) - 1]?.statement).toBe(alternative.because);
        }
        const expected = about.questionnaires.find((one) => one.questionnaireId === result.questionnaireId);
        expect(result.criteria.map(({ criterionId }) => criterionId)).toEqual(
          (expected?.eligibility ?? []).map(({ criterionId }) => criterionId),
        );
        for (const criterion of result.criteria)
          expect(criterion.basis.length, criterion.criterionId).toBeGreaterThan(0);
      }
    }
  }, 60_000);
});
