import { fromDay, toDay } from '@/lib/platform/clock';
import type { PushInput } from '../schema/push';

/** What is said about an item beside its results, as days and words. */
export type ItemFacts = {
  title: string;
  evidenceType: string;
  collectedOn: string | null;
  coversFrom: string | null;
  coversTo: string | null;
  validUntil: string | null;
  confidentiality: string;
  source: string;
  tags: string[];
};

export const itemFacts = [
  'title',
  'evidenceType',
  'collectedOn',
  'coversFrom',
  'coversTo',
  'validUntil',
  'confidentiality',
  'source',
  'tags',
] as const satisfies readonly (keyof ItemFacts)[];

/** An item that a program pushes for the first time, before it has said anything of it. */
export const noFacts: ItemFacts = {
  title: '',
  evidenceType: '',
  collectedOn: null,
  coversFrom: null,
  coversTo: null,
  validUntil: null,
  confidentiality: 'INTERNAL',
  source: '',
  tags: [],
};

/** What stands after a push: what it says, and what it leaves out as it was. The day of the run is when it was collected. */
export function factsAfter(before: ItemFacts, push: PushInput, ranOn: string): ItemFacts {
  const said = <K extends keyof ItemFacts>(name: K, value: ItemFacts[K] | undefined): ItemFacts[K] =>
    value === undefined ? before[name] : value;
  return {
    title: said('title', push.title),
    evidenceType: push.evidenceType === undefined ? before.evidenceType : (push.evidenceType ?? ''),
    collectedOn: push.collectedOn ?? ranOn,
    coversFrom: said('coversFrom', push.coversFrom),
    coversTo: said('coversTo', push.coversTo),
    validUntil: said('validUntil', push.validUntil),
    confidentiality: said('confidentiality', push.confidentiality),
    source: push.source || before.source,
    tags: said('tags', push.tags),
  };
}

type Days = 'collectedOn' | 'coversFrom' | 'coversTo' | 'validUntil';
type Stored = Omit<ItemFacts, Days> & { [Day in Days]: Date | null };

export function factsOfRow(row: Stored): ItemFacts {
  const day = (value: Date | null) => value && toDay(value);
  return {
    ...row,
    collectedOn: day(row.collectedOn),
    coversFrom: day(row.coversFrom),
    coversTo: day(row.coversTo),
    validUntil: day(row.validUntil),
  };
}

export function rowOfFacts(facts: ItemFacts): Stored {
  const date = (value: string | null) => (value ? fromDay(value) : null);
  return {
    ...facts,
    collectedOn: date(facts.collectedOn),
    coversFrom: date(facts.coversFrom),
    coversTo: date(facts.coversTo),
    validUntil: date(facts.validUntil),
  };
}

/** Clocks of programs go a little wrong. */
const CLOCK_MS = 5 * 60_000;

/** What is wrong with the times of a push, per field; null when they make sense. */
export function pushProblem(
  facts: Pick<ItemFacts, 'title' | 'coversFrom' | 'coversTo'>,
  ranAt: Date,
  now: Date,
): { field: string; message: string } | null {
  if (facts.title === '') return { field: 'title', message: 'Enter a title.' };
  if (ranAt.getTime() > now.getTime() + CLOCK_MS)
    return { field: 'ranAt', message: 'This is in the future. Send when the program ran.' };
  if (facts.coversFrom && facts.coversTo && facts.coversTo < facts.coversFrom)
    return { field: 'coversTo', message: 'This is before the first day that it covers.' };
  return null;
}
