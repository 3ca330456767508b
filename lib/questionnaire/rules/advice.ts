import type { QuestionnaireId } from '@/lib/catalogue/model';
import type { ConditionalNote } from '../model/conclusion';
import type { PickerContext, QuestionKind, Unit, Way } from '../model/facts';
import { wayOf } from './assess';
import { unitFacts } from './verdict';
import type { Step, Walk } from './walk';

/** Where the acquirer or brand has the last word in this run. Nothing here is a verdict of ours. */
export function acquirerNotes(
  context: PickerContext,
  walked: Walk,
  units: readonly Unit[],
  questionnaireId: QuestionnaireId | null,
): string[] {
  const notes = new Set<string>();
  const validation = walked.given.get('validation')?.[0];
  if (validation === 'COMPROMISED') {
    notes.add('For how long a compromise keeps you from assessing yourself, and what ends it.');
  }
  if (validation === 'LEVEL_1') {
    notes.add(
      'Your level: a brand or acquirer may set another one than the number of transactions suggests.',
    );
  }
  if (questionnaireId === 'D-ServiceProvider') {
    notes.add(
      'Whether the brands you work with accept a self-assessment; customers may ask for a report all the same.',
    );
    return [...notes];
  }
  for (const unit of units) {
    for (const note of wayNotes(unit, walked)) notes.add(note);
  }
  if (questionnaireId !== null) {
    for (const { level, words } of context.levelNotes) if (level > 1) notes.add(words);
    notes.add(
      'Level and questionnaire in every case: confirm the result with your acquirer before you rely on it.',
    );
  }
  return [...notes];
}

const notesOfWay: Partial<Record<Way, string>> = {
  MOBILE_SDK:
    'Which questionnaire covers a payment screen in your own app: no official text says it, providers name SAQ A, some assessors ask for more.',
  WALLET:
    'Whether taking wallets only needs a questionnaire at all, and which: no official text says it for every wallet.',
  TAP_TO_PHONE: 'Which questionnaire covers cards read by a phone alone: none was written for it.',
  HOSTED_SHOP:
    'Whether a shop that a provider runs completely needs more than SAQ A with most answers Not Applicable.',
  OTHER: 'Whether your way of taking cards fits a smaller questionnaire after all.',
};

function wayNotes(unit: Unit, walked: Walk): string[] {
  const facts = unitFacts(unit, walked.given);
  const notes: string[] = [];
  const way = wayOf(unit, walked.given);
  if (way && notesOfWay[way]) notes.push(notesOfWay[way]);
  if (facts.read('elements') === 'SOME_FIELDS') {
    notes.push(
      'Whether a single field outside the frame, such as the expiry date, makes your page part of the payment page.',
    );
  }
  if (facts.read('scripts') === 'NO' || facts.read('scripts') === 'UNSURE') {
    notes.push(
      'What follows when the script criterion of SAQ A cannot be confirmed: SAQ A-EP where its criteria are met, else D.',
    );
  }
  if (way === 'TERMINAL_P2PE' && facts.read('p1') !== undefined && facts.read('p1') !== 'YES') {
    notes.push('Whether an encrypting solution that is not listed reduces what you must show.');
  }
  if (facts.read('bip2') === 'NO')
    notes.push('Whether terminals with an expired approval may still be used under SAQ B-IP.');
  return notes;
}

/** Answers that were given as "not sure": the conclusion is safe, but may be larger than it needs to be. */
export function doubtsOf(steps: readonly Step[]): string[] {
  return steps
    .filter((step) => step.values[0] === 'UNSURE')
    .map((step) => `${step.statement} Until then the cautious answer counts.`);
}

/** Requirements that by the answers have nothing to apply to: proposals for Not Applicable. */
export function conditionalNotes(
  context: PickerContext,
  walked: Walk,
  units: readonly Unit[],
  questionnaireId: QuestionnaireId,
): ConditionalNote[] {
  const groups =
    context.questionnaires.find((one) => one.questionnaireId === questionnaireId)?.conditionalGroups ?? [];
  const everywhere = (kind: QuestionKind, value: string) =>
    units.every((unit) => unitFacts(unit, walked.given).read(kind) === value);
  const waysAre = (...ways: Way[]) =>
    units.every((unit) => ways.includes(wayOf(unit, walked.given) ?? 'OTHER'));
  return groups.flatMap(({ groupId, requirementNumbers }): ConditionalNote[] => {
    if (!requirementNumbers) return [];
    const note = (words: string) => [{ groupId, requirementNumbers, words }];
    if (groupId === 'paper_records' && everywhere('paper', 'NOTHING')) {
      return note('You keep no card numbers on paper.');
    }
    if (
      groupId === 'own_webpage_redirects_or_embeds' &&
      waysAre('OUTSOURCED_MOTO', 'PAYMENT_LINK', 'HOSTED_SHOP')
    ) {
      return note('No web page of yours redirects to the provider or embeds its form.');
    }
    if (groupId === 'page_not_mere_redirect' && waysAre('HOSTED_REDIRECT')) {
      return note('Your server only redirects to the provider.');
    }
    return [];
  });
}
