import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { csvLines } from '@/lib/platform/csv';
import { eventTypes } from '../model';
import type { EventDetail, EventFilter, EventView, PlaceFilter } from '../rules';
import type { SignInView } from '../words';
import { listEvents } from './list';
import { listSignIns } from './sign-ins';

/** Entries in memory at a time. */
const BATCH = 500;

/** What the filter shows, newest first, as pieces of a CSV file. Entries written meanwhile are left out. */
export async function* csvOf(
  grant: Grant<'audit-trail:read'>,
  filter: EventFilter,
  before: number,
): AsyncGenerator<string> {
  yield csvLines([
    ['Number', ...timeHeads(grant), 'Who', 'From', 'Kind', 'What', 'Outcome', 'Object', 'Details', 'Hash'],
  ]);
  const clock = clockOf(grant.timeZone);
  let next: number | null = before;
  while (next !== null) {
    const page = await listEvents(grant, { ...filter, before: next }, { limit: BATCH });
    if (page.events.length > 0) yield csvLines(page.events.map((event) => csvRow(event, clock)));
    next = page.older;
  }
}

/** The same for the sign-ins of the members. */
export async function* signInCsvOf(
  grant: Grant<'audit-trail:read'>,
  filter: PlaceFilter,
): AsyncGenerator<string> {
  yield csvLines([['Number', ...timeHeads(grant), 'Whose', 'What', 'Outcome', 'By', 'From', 'Details']]);
  const clock = clockOf(grant.timeZone);
  let next: number | null = filter.before;
  do {
    const page = await listSignIns(grant, { ...filter, before: next }, BATCH);
    if (page.signIns.length > 0) yield csvLines(page.signIns.map((entry) => signInRow(entry, clock)));
    next = page.older;
  } while (next !== null);
}

function signInRow(entry: SignInView, clock: Clock): (string | number)[] {
  return [
    entry.sequence,
    ...clock(entry.at),
    entry.personName,
    entry.what,
    entry.isRefused ? 'Refused' : 'Succeeded',
    entry.byName ?? entry.personName,
    entry.from ?? '',
    entry.details ?? '',
  ];
}

function csvRow(event: EventView, clock: Clock): (string | number)[] {
  return [
    event.sequence,
    ...clock(event.at),
    event.actorName,
    event.from ?? '',
    Object.hasOwn(eventTypes, event.type)
      ? eventTypes[event.type as keyof typeof eventTypes].label
      : event.type,
    event.sentence.map((part) => part.text).join(''),
    event.isRefused ? 'Refused' : 'Succeeded',
    event.subject?.name ?? '',
    event.details.map(detailText).join('; '),
    event.hash,
  ];
}

function detailText({ label, from, to }: EventDetail): string {
  return from === null ? `${label}: ${to}` : `${label}: ${from} -> ${to}`;
}

/** The columns of a time: the moment, and how clocks showed it where the organization is; one of them there in UTC. */
type Clock = (at: Date) => string[];

const timeHeads = ({ timeZone }: Grant) =>
  timeZone === 'UTC' ? ['Time (UTC)'] : ['Time (UTC)', `Time (${timeZone})`];

/** "2026-11-24 14:02:11", as spreadsheets sort it. */
function clockOf(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => (timeZone === 'UTC' ? [at.toISOString()] : [at.toISOString(), format.format(at)]);
}
