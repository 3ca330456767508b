import type { AttestationDraft, AttestationForm } from '../model/form';
import type { SignOffProblem } from '../model/problem';
import type { AttestationSources } from '../model/sources';
import { describesDifferently } from './integration-words';
import { leftOut } from './left-out';

type Context = { sources: AttestationSources; draft: AttestationDraft; form: AttestationForm };
type Named = { integrationId: string; name: string };

/**
 * The register says something else than when the questionnaire was chosen. Whatever the result: it would stand on a form
 * that may be the wrong one. Also for a correction, which is signed for how things are on its own day, and for what an
 * acquirer decided, who knew the facts of then.
 */
export function registerProblems({
  register,
  questionnaire,
  assessment,
  previous,
}: AttestationSources): SignOffProblem[] {
  const { changes, decidedBy } = register;
  if (changes.length === 0) return [];
  const list = changes.map((one) => `${one.name}: ${one.changes.join(', ')}`).join('; ');
  const since = decidedBy ? `${decidedBy} decided on ${questionnaire.name}` : 'the questionnaire was chosen';
  const way = decidedBy
    ? 'That decision spoke of the facts of then: ask again and record what is decided, or set the register right'
    : 'Find the questionnaire again, or set the register right';
  const correction =
    previous || assessment.revision > 1
      ? '. A correction is signed for how things are on that day; the signed revision stays as it is'
      : '';
  return [
    {
      code: 'REGISTER_CHANGED',
      severity: 'STOPS',
      words: `The register changed since ${since}. ${list}. ${way}${correction}`,
      places: changes.map(toIntegration),
      action: 'Find the questionnaire',
      place: { kind: 'PICKER' },
    },
  ];
}

/** Where parts 2a and 2b say something else than the register. */
export function registerAdvice(context: Context): SignOffProblem[] {
  return [...nothingLeftOut(context), ...roleDiffers(context)];
}

function nothingLeftOut({ sources, draft, form }: Context): SignOffProblem[] {
  if (!draft.channels || form.channels?.channelsExcluded !== false) return [];
  const others = leftOut(sources);
  if (others.length === 0) return [];
  const names = others.map(({ name }) => name).join(', ');
  return [
    {
      code: 'NOTHING_LEFT_OUT',
      severity: 'ADVICE',
      words: `Part 2a says that nothing is left out, but ${sources.legalEntity.name} also takes cards with ${names}`,
      places: others.map(({ id, name }) => toIntegration({ integrationId: id, name })),
      action: 'Compare',
      place: { kind: 'PART', part: 'channels' },
    },
  ];
}

function roleDiffers({ sources, form }: Context): SignOffProblem[] {
  const part = form.cardRole ? 'cardRole' : 'providerRole';
  const texts = [
    ...(form.cardRole?.channels ?? []).map(({ description }) => description),
    form.providerRole?.accountData ?? '',
  ];
  const differing = sources.assessment.integrations.filter((one) =>
    texts.some((text) => describesDifferently(text, one)),
  );
  if (differing.length === 0) return [];
  return [
    {
      code: 'ROLE_DIFFERS',
      severity: 'ADVICE',
      words: `Part 2b describes ${differing.map(({ name }) => name).join(', ')} differently from the register`,
      places: differing.map(({ id, name }) => toIntegration({ integrationId: id, name })),
      action: 'Compare',
      place: { kind: 'PART', part },
    },
  ];
}

function toIntegration({ integrationId, name }: Named): SignOffProblem['places'][number] {
  return { label: name, place: { kind: 'INTEGRATION', integrationId } };
}
