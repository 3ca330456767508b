import type { PaymentChannel } from '@/lib/catalogue/model';
import { type QuestionKind, questionId, type Unit, type Way } from '../model/facts';

export type Given = ReadonlyMap<string, readonly string[]>;

/**
 * What the answers so far say about one criterion. `by` names the questions that it rests on. OPEN names the questions
 * that would settle it. NOT_CONCERNED counts as met: the form says that the criterion does not apply.
 */
export type Verdict =
  | { state: 'MET' | 'NOT_CONCERNED'; by: readonly string[] }
  | { state: 'FAILED'; by: readonly string[]; unsure: boolean }
  | { state: 'OPEN'; asks: readonly QuestionKind[] };

export type Test = (facts: UnitFacts) => Verdict;

/** One unit with the answers that concern it. */
export type UnitFacts = {
  unit: Unit;
  way: Way | undefined;
  has: (channel: PaymentChannel) => boolean;
  read: (kind: QuestionKind) => string | undefined;
  id: (kind: QuestionKind) => string;
};

export function unitFacts(unit: Unit, given: Given): UnitFacts {
  // Channels belong to the integration even where each channel of it is a unit of its own.
  const id = (kind: QuestionKind) => questionId(kind, kind === 'channels' ? unit.integration.key : unit.key);
  const read = (kind: QuestionKind) => given.get(id(kind))?.[0];
  return {
    unit,
    way: read('way') as Way | undefined,
    has: (channel) => unit.channels.includes(channel),
    read,
    id,
  };
}

export function met(...by: string[]): Verdict {
  return { state: 'MET', by };
}

export function notConcerned(...by: string[]): Verdict {
  return { state: 'NOT_CONCERNED', by };
}

export function failed(...by: string[]): Verdict {
  return { state: 'FAILED', by, unsure: false };
}

/** The criterion holds when the question is answered with one of the values. "Not sure" never makes it hold. */
export function answered(kind: QuestionKind, ...values: string[]): Test {
  return (facts) => {
    const value = facts.read(kind);
    if (value === undefined) return { state: 'OPEN', asks: [kind] };
    if (values.includes(value)) return met(facts.id(kind));
    return { state: 'FAILED', by: [facts.id(kind)], unsure: value === 'UNSURE' };
  };
}

export function wayIn(...ways: Way[]): Test {
  return answered('way', ...ways);
}

/** The criterion holds when cards are taken through these channels only. */
export function onlyChannels(...channels: PaymentChannel[]): Test {
  return (facts) =>
    facts.unit.channels.every((channel) => channels.includes(channel))
      ? met(facts.id('channels'))
      : failed(facts.id('channels'));
}

/** A second test for units with these ways only; the others meet the criterion by their way. */
export function forWays(ways: readonly Way[], test: Test): Test {
  return (facts) => {
    if (facts.way === undefined) return { state: 'OPEN', asks: ['way'] };
    return ways.includes(facts.way) ? test(facts) : met(facts.id('way'));
  };
}

/** Holds when all hold. A failure wins over an open question: nothing is asked that cannot change the result. */
export function all(...tests: Test[]): Test {
  return (facts) => {
    const verdicts = tests.map((test) => test(facts));
    const failure = verdicts.find((verdict) => verdict.state === 'FAILED');
    if (failure) return failure;
    const asks = verdicts.flatMap((verdict) => (verdict.state === 'OPEN' ? verdict.asks : []));
    if (asks.length > 0) return { state: 'OPEN', asks: [...new Set(asks)] };
    return met(...new Set(verdicts.flatMap((verdict) => (verdict.state === 'OPEN' ? [] : [...verdict.by]))));
  };
}
