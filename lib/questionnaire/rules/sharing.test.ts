import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PickerContext, RegisterIntegration } from '../model/facts';
import { conclude } from './conclude';
import { answerAll, context, everyAnswer, integration } from './testing';
import { walk } from './walk';

const webshop = integration('Webshop', 'HOSTED_REDIRECT', ['E_COMMERCE']);
const donations = integration('Donations', 'PAYMENT_LINK', ['E_COMMERCE']);
const oldForm = integration('Old form', 'DIRECT_POST', ['E_COMMERCE']);
const api = integration('Subscriptions', 'SERVER_API', ['E_COMMERCE']);
const desk = integration('Phone desk', 'VIRTUAL_TERMINAL', ['MOTO']);
const tills = integration('Tills', 'TERMINAL_P2PE', ['CARD_PRESENT']);

function outcome(about: PickerContext, said: Record<string, string | readonly string[]>) {
  const answers = answerAll(about, said);
  const results = conclude(about, answers) ?? [];
  return {
    asked: walk(about, answers).steps.map((step) => step.question.id),
    results,
    summary: Object.fromEntries(
      results.map((result) => [result.questionnaireId, result.covers.map((one) => one.name).sort()]),
    ),
  };
}

describe('several ways of taking cards', () => {
  it('that need the same questionnaire are covered by it, and what they share is not asked', () => {
    const { asked, summary } = outcome(context([webshop, donations]), {});
    expect(summary).toEqual({ A: ['Donations', 'Webshop'] });
    expect(asked.some((id) => id.startsWith('shares'))).toBe(false);
  });

  it('that are segmented get one questionnaire each', () => {
    const { summary } = outcome(context([webshop, tills]), { shares: 'NONE' });
    expect(summary).toEqual({ A: ['Webshop'], P2PE: ['Tills'] });
  });

  it('online and face to face without segmentation take D', () => {
    const { summary, results } = outcome(context([webshop, tills]), { 'shares.webshop': 'tills' });
    expect(summary).toEqual({ 'D-Merchant': ['Tills', 'Webshop'] });
    expect(results[0]?.refusals).toEqual([
      { name: 'Webshop', alone: 'A', sharesWith: ['Tills'] },
      { name: 'Tills', alone: 'P2PE', sharesWith: ['Webshop'] },
    ]);
    expect(results[0]?.smaller.map((option) => option.questionnaireId)).toEqual(['A', 'P2PE']);
  });

  it('a redirect beside a direct post on the same site takes A-EP, whose criteria both meet', () => {
    const { summary, asked } = outcome(context([webshop, oldForm]), { 'shares.oldform': 'webshop' });
    expect(summary).toEqual({ 'A-EP': ['Old form', 'Webshop'] });
    expect(asked).toContain('hosting.webshop');
  });

  it('a redirect beside an API that receives cards takes D with it', () => {
    const { summary } = outcome(context([webshop, api]), { 'shares.subscriptions': 'webshop' });
    expect(summary).toEqual({ 'D-Merchant': ['Subscriptions', 'Webshop'] });
  });

  it('what is reached through a third one is not segmented either', () => {
    const { summary } = outcome(context([webshop, desk, api]), {
      'shares.subscriptions': 'phonedesk',
      'shares.phonedesk': 'webshop',
    });
    expect(summary).toEqual({ 'D-Merchant': ['Phone desk', 'Subscriptions', 'Webshop'] });
  });

  it('only some that share are covered together', () => {
    const { summary } = outcome(context([webshop, desk, api]), {
      'shares.subscriptions': 'webshop',
      'shares.phonedesk': 'NONE',
    });
    expect(summary).toEqual({ 'D-Merchant': ['Subscriptions', 'Webshop'], 'C-VT': ['Phone desk'] });
  });

  it('an integration that was not chosen but shares systems is judged, and refuses the smaller questionnaire', () => {
    const about = context([webshop], [api, tills]);
    const { summary, results, asked } = outcome(about, { others: 'subscriptions' });
    expect(summary).toEqual({ 'D-Merchant': ['Subscriptions', 'Webshop'] });
    expect(results[0]?.covers.find((one) => one.name === 'Subscriptions')?.isAdded).toBe(true);
    expect(results[0]?.refusals[0]).toMatchObject({ name: 'Webshop', alone: 'A' });
    expect(asked.some((id) => id.startsWith('shares'))).toBe(false);
  });

  it('an integration that was not chosen and shares nothing is left out', () => {
    const { summary } = outcome(context([webshop], [api, tills]), { others: 'NONE' });
    expect(summary).toEqual({ A: ['Webshop'] });
  });

  it('what shares with a D is covered by it, without a question on how it would be judged alone', () => {
    const about = context([api], [webshop, tills]);
    const { asked, summary, results } = outcome(about, { others: ['webshop'] });
    expect(asked).toContain('others');
    expect(asked.filter((id) => id.endsWith('.webshop'))).toEqual(['channels.webshop', 'way.webshop']);
    expect(summary).toEqual({ 'D-Merchant': ['Subscriptions', 'Webshop'] });
    expect(results[0]?.covers.map((one) => [one.name, one.isAdded])).toEqual([
      ['Subscriptions', false],
      ['Webshop', true],
    ]);
    expect(results[0]?.refusals).toEqual([{ name: 'Webshop', alone: null, sharesWith: ['Subscriptions'] }]);
  });

  it('a D covers the chosen alone where the others are segmented from it', () => {
    const { summary, results } = outcome(context([api], [webshop]), { others: 'NONE' });
    expect(summary).toEqual({ 'D-Merchant': ['Subscriptions'] });
    expect(results[0]?.refusals).toEqual([]);
  });

  it('a D does not cover what shares with it but takes no cards', () => {
    const { summary } = outcome(context([api], [webshop]), {
      others: 'webshop',
      'way.webshop': 'NOT_CARDS',
    });
    expect(summary).toEqual({ 'D-Merchant': ['Subscriptions'] });
  });

  it('nothing is asked of the others where nothing that was chosen takes cards', () => {
    const { asked } = outcome(context([webshop], [api]), { 'way.webshop': 'NOT_CARDS' });
    expect(asked).not.toContain('others');
  });

  it('with several chosen, an added one is asked what it shares with', () => {
    const about = context([webshop, tills], [api]);
    const { summary } = outcome(about, {
      'shares.webshop': 'NONE',
      others: 'subscriptions',
      'shares.subscriptions': 'webshop',
    });
    expect(summary).toEqual({ 'D-Merchant': ['Subscriptions', 'Webshop'], P2PE: ['Tills'] });
  });

  it('one without cards is set apart and needs nothing', () => {
    const { summary, results } = outcome(context([webshop, donations]), { 'way.donations': 'NOT_CARDS' });
    expect(summary).toEqual({ A: ['Webshop'], null: ['Donations'] });
    expect(results.at(-1)?.outcome).toBe('NO_CARD_DATA');
  });
});

describe('what the register says', () => {
  it('answers channels and way without asking, and says so', () => {
    const about = context([webshop]);
    const { steps, next } = walk(about, { role: ['MERCHANT'], validation: ['SELF'] });
    expect(steps.filter((step) => step.source === 'REGISTER').map((step) => step.question.id)).toEqual([
      'channels.webshop',
      'way.webshop',
    ]);
    expect(next?.id).toBe('stored.webshop');
    expect(next?.suggested).toEqual(['NO']);
  });

  it('is believed when it says that cards are stored', () => {
    const about = context([
      integration('Webshop', 'HOSTED_REDIRECT', ['E_COMMERCE'], { storesAccountData: true }),
    ]);
    const results = conclude(about, { validation: ['SELF'] });
    expect(results?.map((result) => result.questionnaireId)).toEqual(['D-Merchant']);
  });

  it('can be contradicted, and the contradiction is told', () => {
    const { results } = outcome(context([webshop]), { 'way.webshop': 'DIRECT_POST' });
    expect(results[0]?.questionnaireId).toBe('A-EP');
    expect(results[0]?.contradictions).toEqual([
      {
        integrationId: webshop.integrationId,
        name: 'Webshop',
        register: 'How cards are taken: Redirect to a hosted payment page',
        answered: 'Your own page holds the card fields and posts them to the provider.',
      },
    ]);
  });

  it('proposes level 1 where the transactions say so, but asks', () => {
    const levelNotes = [{ level: 1, words: 'Visa: level 1 by its yearly transactions.' }];
    const { next } = walk({ ...context([webshop]), levelNotes }, {});
    expect(next).toMatchObject({ id: 'validation', suggested: ['LEVEL_1'] });
    expect(next?.registerNote).toContain('Visa');
  });
});

describe('any answers at all', () => {
  const pool: RegisterIntegration[] = [webshop, oldForm, api, desk, tills];

  it('come to an end, and no chosen integration is left without an answer', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat(1_000)),
        (picks, chosenCount, stream) => {
          const all = picks.flatMap((index) => pool[index] ?? []);
          const about = context(all.slice(0, chosenCount), all.slice(chosenCount));
          const answers: Record<string, readonly string[]> = { validation: ['SELF'], role: ['MERCHANT'] };
          for (let step = 0; step < 200; step += 1) {
            const { next } = walk(about, answers);
            if (!next) break;
            const choices = everyAnswer(next);
            answers[next.id] = choices[Number(stream.next().value) % choices.length] ?? [];
          }
          const results = conclude(about, answers);
          expect(results).not.toBeNull();
          const covered = new Set(
            results?.flatMap((result) => result.covers.map((one) => one.integrationId)),
          );
          for (const one of about.chosen) expect(covered.has(one.integrationId), one.name).toBe(true);
          // Different results never hold units that share something.
          expect(new Set(results?.map((result) => result.resultId)).size).toBe(results?.length);
        },
      ),
      { numRuns: 120 },
    );
  }, 60_000);

  it('given in a stale or forged form count as not given', () => {
    const about = context([webshop]);
    for (const forged of [['MAYBE'], ['SELF', 'LEVEL_1'], [], ['__proto__']]) {
      expect(walk(about, { validation: forged }).next?.id).toBe('validation');
    }
    const changed = { validation: ['SELF'], 'way.webshop': ['TERMINAL_P2PE'], 'p1.webshop': ['YES'] };
    expect(walk(about, changed).given.has('p1.webshop')).toBe(false);
  });
});
