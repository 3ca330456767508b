import { channelNames } from '@/lib/integration/model';
import { formatDay } from '@/lib/platform/format';
import { criterionWords } from '../model/criterion-words';
import { roleWords, validationWords } from '../model/entity-words';
import {
  type CriterionKind,
  criterionKinds,
  NONE,
  type PickerContext,
  questionId,
  type RegisterIntegration,
  type Unit,
  type Way,
} from '../model/facts';
import { type Option, wayOrder, wayQuestion, wayWords } from '../model/way-words';
import { ownWords, type QuestionWords, UNSURE_HINT } from '../model/words';
import { isOffered } from './assess';
import type { QuestionRef } from './resolve';
import type { Given } from './verdict';

/** A question as it is shown. */
export type Question = QuestionWords & {
  id: string;
  ref: QuestionRef;
  /** Name of the integration (and channel) it is about; empty for the entity. */
  about: string;
  isMultiple: boolean;
  /** What the register holds on the matter; it informs, it does not answer. */
  registerNote: string;
  /** Values to preselect: from the register, still to be confirmed. */
  suggested: readonly string[];
};

/** "Webshop", or "Webshop, by phone" where channels are judged apart. */
export function unitLabel(unit: Unit): string {
  if (unit.key === unit.integration.key) return unit.integration.name;
  return `${unit.integration.name} (${unit.channels.map((channel) => channelNames[channel].toLowerCase()).join(', ')})`;
}

/** Words and choices of a question. */
export function describeQuestion(context: PickerContext, ref: QuestionRef, given: Given): Question {
  const words = wordsFor(context, ref, given);
  return {
    ...words,
    id: ref.id,
    ref,
    about: ref.unit ? unitLabel(ref.unit) : (ref.integration?.name ?? ''),
    isMultiple: ref.kind === 'channels' || ref.kind === 'shares' || ref.kind === 'others',
    registerNote: registerNote(context, ref),
    suggested: suggestion(context, ref),
  };
}

function wordsFor(context: PickerContext, ref: QuestionRef, given: Given): QuestionWords {
  switch (ref.kind) {
    case 'role':
      return roleWords(context.entityName);
    case 'validation':
      return validationWords(given.get('role')?.[0] === 'SERVICE_PROVIDER');
    case 'channels':
      return channelWords(ref.integration?.name ?? '');
    case 'way':
      return wayWordsFor(ref.unit);
    case 'shares':
      return sharesWords(context, ref, given);
    case 'others':
      return othersWords(context);
    default:
      return isCriterion(ref.kind) ? criterionQuestion(context, ref.kind) : ownWords[ref.kind];
  }
}

function isCriterion(kind: string): kind is CriterionKind {
  return (criterionKinds as readonly string[]).includes(kind);
}

function criterionQuestion(context: PickerContext, kind: CriterionKind): QuestionWords {
  const text = context.questionnaires
    .flatMap((questionnaire) => questionnaire.eligibility)
    .find((criterion) => criterion.criterionId === kind)?.question;
  const words = criterionWords[kind];
  return {
    title: text ?? kind,
    intro: '',
    help: words.help,
    options: [
      { value: 'YES', label: 'Yes', hint: '', statement: words.yes },
      { value: 'NO', label: 'No', hint: '', statement: words.no },
      {
        value: 'UNSURE',
        label: 'Not sure yet',
        hint: UNSURE_HINT,
        statement: `Not confirmed yet: ${text ?? kind}`,
      },
    ],
  };
}

function channelWords(name: string): QuestionWords {
  return {
    title: `Through which channels does ${name} take cards?`,
    intro: 'All that belong to this integration.',
    help: '',
    options: [
      {
        value: 'E_COMMERCE',
        label: 'Online',
        hint: 'A site, an app or a payment page that the buyer opens.',
        statement: 'online',
      },
      {
        value: 'MOTO',
        label: 'By mail, phone or message',
        hint: 'The buyer gives the card to you or your provider.',
        statement: 'by mail or phone',
      },
      {
        value: 'CARD_PRESENT',
        label: 'Face to face',
        hint: 'The card or phone is there.',
        statement: 'face to face',
      },
    ],
  };
}

function wayWordsFor(unit: Unit | undefined): QuestionWords {
  const channels = unit?.channels ?? [];
  const canDiffer = unit !== undefined && unit.key === unit.integration.key;
  const options: Option[] = wayOrder
    .filter((way) => isOffered(way, channels, canDiffer))
    .map((way) => ({ value: way, ...wayWords[way] }));
  return { ...wayQuestion(channels), options };
}

function sharesWords(context: PickerContext, ref: QuestionRef, given: Given): QuestionWords {
  const label = ref.unit ? unitLabel(ref.unit) : '';
  return {
    title: `What shares pages, systems or networks with ${label}?`,
    intro:
      'Segmented means: no common page, server or login, and rules in the network that keep them apart. Tick what is not segmented from it, and what you are unsure of.',
    help: 'If somebody who breaks into one of them could reach the other from there, they are not segmented.',
    options: [
      ...neighbours(context, ref, given).map((unit) => ({
        value: unit.key,
        label: unitLabel(unit),
        hint: '',
        statement: `${unitLabel(unit)}`,
      })),
      // One that was added was added because it shares something: "none" is no answer.
      ...(isAdded(context, ref) ? [] : [noneOfThese('It is segmented from all of them.')]),
    ],
  };
}

function noneOfThese(hint: string): Option {
  return { value: NONE, label: 'None of these', hint, statement: '' };
}

function othersWords(context: PickerContext): QuestionWords {
  return {
    title: `Do other integrations of ${context.entityName} share pages, systems or networks with these?`,
    intro:
      'Directly or through one another. What is not segmented belongs to the same assessment. Tick what you are unsure of, too.',
    help: 'If somebody who breaks into one of them could reach the other from there, they are not segmented.',
    options: [
      ...context.others.map((other) => ({
        value: other.key,
        label: other.name,
        hint: other.channels.map((channel) => channelNames[channel]).join(', '),
        statement: other.name,
      })),
      noneOfThese('They are segmented from all of them.'),
    ],
  };
}

/**
 * Units that a sharing question offers. One that was asked itself has settled it for its neighbours of that time; those
 * that were added later offer all that was chosen.
 */
function neighbours(context: PickerContext, ref: QuestionRef, given: Given): Unit[] {
  const units = (integrations: readonly RegisterIntegration[]) =>
    integrations.flatMap((one) => settledUnits(one, given)).filter((unit) => unit.key !== ref.unit?.key);
  const notAsked = (unit: Unit) => !given.has(questionId('shares', unit.key));
  if (!isAdded(context, ref)) return units(context.chosen).filter(notAsked);
  const added = context.others.filter((other) => given.get('others')?.includes(other.key));
  return [...units(context.chosen), ...units(added).filter(notAsked)];
}

/** About an integration that was not chosen, but shares something with those that were. */
function isAdded(context: PickerContext, ref: QuestionRef): boolean {
  return context.others.some((other) => other.key === ref.integration?.key);
}

function settledUnits(integration: RegisterIntegration, given: Given): Unit[] {
  const channels = given.get(questionId('channels', integration.key)) as Unit['channels'] | undefined;
  if (!channels) return [];
  const way = given.get(questionId('way', integration.key))?.[0] as Way | undefined;
  const units: Unit[] =
    way === 'DIFFERENT'
      ? channels.map((channel) => ({
          key: `${integration.key}-${channel}`,
          integration,
          channels: [channel],
        }))
      : [{ key: integration.key, integration, channels }];
  return units.filter((unit) => given.get(questionId('way', unit.key))?.[0] !== 'NOT_CARDS');
}

function registerNote(context: PickerContext, ref: QuestionRef): string {
  if (ref.kind === 'compliant') {
    const providers = ref.integration?.providers ?? [];
    if (providers.length === 0) return 'The register names no provider for this integration.';
    return providers
      .map((provider) => {
        const { name, attestationValidUntil, hasEnded } = provider;
        if (attestationValidUntil === null) return `${name}: no attestation on file.`;
        return hasEnded
          ? endedWords(provider)
          : `${name}: attestation on file until ${formatDay(attestationValidUntil)}.`;
      })
      .join(' ');
  }
  if (ref.kind === 'validation') {
    return context.levelNotes.map((note) => note.words).join(' ');
  }
  return '';
}

/** Attestations in the register that have ended: said beside the answer that the providers are compliant. */
export function endedAttestations({ kind, integration }: QuestionRef): string {
  if (kind !== 'compliant') return '';
  const ended = integration?.providers.filter(({ hasEnded }) => hasEnded) ?? [];
  return ended.map(endedWords).join(' ');
}

function endedWords({ name, attestationValidUntil }: RegisterIntegration['providers'][number]): string {
  return `${name}’s attestation ended on ${formatDay(attestationValidUntil ?? '')}.`;
}

/** What the register says already, as answers that need no asking. The person can change them. */
export function knownFromRegister(context: PickerContext, question: Question): readonly string[] | null {
  const { ref } = question;
  if (ref.kind === 'role') return [context.entityType];
  if (!ref.integration) return null;
  if (ref.kind === 'channels' && ref.integration.channels.length > 0) return ref.integration.channels;
  if (ref.kind === 'way' && question.options.some((option) => option.value === ref.integration?.method)) {
    return [ref.integration.method];
  }
  if (ref.kind === 'stored' && ref.integration.storesAccountData) return ['YES'];
  return null;
}

/** A register's "no card data stored" is a default that nobody may have thought about: preselected, but asked. */
function suggestion(context: PickerContext, ref: QuestionRef): readonly string[] {
  if (ref.kind === 'stored' && ref.integration && !ref.integration.storesAccountData) return ['NO'];
  if (ref.kind === 'validation' && context.levelNotes.some(({ level }) => level === 1)) return ['LEVEL_1'];
  return [];
}
