import { type HistoryEntry, type RequirementEvent, responseFields } from '@/lib/response/model';
import type { ReviewView } from '@/lib/review/model';
import { knownFields } from './row';
import { type RowKey, type RowState, rowOf } from './state';

/** What the history says about a save of this page, without asking the server for it. */
export function historyEntry(
  key: RowKey,
  before: RowState,
  after: RowState,
  person: { userId: string; name: string },
): HistoryEntry {
  const changes: HistoryEntry['changes'] = {};
  const was = knownFields(before);
  for (const field of responseFields) {
    const to = before.save?.changes[field];
    if (to !== undefined) changes[field] = { from: was?.[field] ?? null, to };
  }
  return {
    row: rowOf(key),
    version: after.version,
    at: after.updatedAt ?? '',
    actorId: person.userId,
    actorName: person.name,
    changes,
  };
}

const reviewEvents = {
  READY: 'review.asked',
  APPROVED: 'review.approved',
  RETURNED: 'review.returned',
  CHANGED: 'review.asked',
} as const;

/** What the history says about a word of this person's on a requirement. */
export function reviewEvent(
  { state, at, byName, reason }: ReviewView,
  person: { userId: string },
): RequirementEvent {
  return { type: reviewEvents[state], at, actorId: person.userId, actorName: byName, reason };
}
