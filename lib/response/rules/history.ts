import type { Finding } from '@/lib/catalogue/model';
import {
  type HistoryEntry,
  type RequirementEvent,
  type ResponseChanges,
  type ResponseField,
  type ResponseFields,
  responseFields,
} from '../model';

/** Saves by one person within ten minutes are one line of the history: autosave would fill it otherwise. */
const SAME_SITTING_MS = 10 * 60_000;

export type HistoryGroup = {
  row: number;
  /** The version that stood when this sitting ended. */
  version: number;
  at: string;
  actorId: string | null;
  actorName: string;
  /** The answer after it, when the sitting changed the answer. */
  finding: Finding | null | undefined;
  /** Texts that changed, in the form's order. */
  edited: ResponseField[];
  /** What each field said before the sitting, and after it. */
  changes: HistoryEntry['changes'];
};

/** Newest first, as it came. A sitting ends when the answer changes, so that no answer is hidden inside a line. */
export function groupHistory(entries: readonly HistoryEntry[]): HistoryGroup[] {
  const groups: (HistoryGroup & { earliest: number })[] = [];
  for (const entry of entries) {
    const at = Date.parse(entry.at);
    const changed = responseFields.filter((field) => entry.changes[field]);
    const last = groups.at(-1);
    const joins =
      last !== undefined &&
      last.row === entry.row &&
      last.actorId === entry.actorId &&
      last.actorName === entry.actorName &&
      last.finding === undefined &&
      last.earliest - at <= SAME_SITTING_MS;
    if (joins) {
      last.earliest = at;
      last.edited = responseFields.filter(
        (field) => field !== 'finding' && (last.edited.includes(field) || changed.includes(field)),
      );
      if (entry.changes.finding) last.finding = findingOf(entry.changes.finding.to);
      for (const field of changed) {
        const [older, newer] = [entry.changes[field], last.changes[field]];
        if (older) last.changes[field] = { from: older.from, to: newer ? newer.to : older.to };
      }
      continue;
    }
    groups.push({
      row: entry.row,
      version: entry.version,
      at: entry.at,
      actorId: entry.actorId,
      actorName: entry.actorName,
      finding: entry.changes.finding ? findingOf(entry.changes.finding.to) : undefined,
      edited: changed.filter((field) => field !== 'finding'),
      changes: { ...entry.changes },
      earliest: at,
    });
  }
  return groups.map(({ earliest: _, ...group }) => group);
}

/** "Sam approved it": what happened beside the answers, in the words that follow the name. */
export const eventWords: Record<RequirementEvent['type'], string> = {
  'review.asked': 'said that it is ready for review',
  'review.approved': 'approved it',
  'review.returned': 'returned it',
  'assessment.carried': 'confirmed last year’s answer',
  'assessment.answers-shared': 'used the answer of another assessment',
  'assessment.shared-confirmed': 'confirmed the changed answer of another assessment',
  'assessment.shared-detached': 'detached it from the answer of another assessment',
  'accepted-risk.recorded': 'accepted a risk beside it',
  'accepted-risk.changed': 'changed an accepted risk',
  'accepted-risk.withdrawn': 'withdrew an accepted risk',
  'test.recorded': 'recorded a test',
  'test.withdrawn': 'withdrew a test',
  'evidence.linked': 'used evidence for it',
  'evidence.unlinked': 'took evidence off it',
};

export type HistoryLine = { at: string } & ({ group: HistoryGroup } | { event: RequirementEvent });

/** Answers and what happened beside them as one list, newest first. */
export function historyLines(
  entries: readonly HistoryEntry[],
  events: readonly RequirementEvent[],
): HistoryLine[] {
  const lines: HistoryLine[] = [
    ...groupHistory(entries).map((group) => ({ at: group.at, group })),
    ...events.map((event) => ({ at: event.at, event })),
  ];
  return lines.sort((left, right) => Date.parse(right.at) - Date.parse(left.at));
}

/**
 * An answer row as it was at an earlier version, by taking back the changes that came after it. Null when the history
 * does not reach back without a gap.
 */
export function fieldsAtVersion(
  current: { version: number; fields: ResponseFields },
  entries: readonly HistoryEntry[],
  row: number,
  version: number,
): ResponseFields | null {
  const changesAt = new Map(
    entries
      .filter((entry) => entry.row === row && entry.version > version)
      .map((entry) => [entry.version, entry.changes]),
  );
  const fields: Record<string, unknown> = { ...current.fields };
  for (let at = current.version; at > version; at -= 1) {
    const changes = changesAt.get(at);
    if (!changes) return null;
    for (const field of responseFields) {
      const change = changes[field];
      if (change) fields[field] = change.from;
    }
  }
  return fields as ResponseFields;
}

/** What has to be saved to make `from` say what `to` says. */
export function changesTo(from: ResponseFields, to: ResponseFields): ResponseChanges {
  return Object.fromEntries(
    responseFields.filter((field) => !isSameValue(from[field], to[field])).map((field) => [field, to[field]]),
  );
}

/** Equal for the reader: the server trims names and normalizes letters. */
export function isSameValue(left: unknown, right: unknown): boolean {
  return plain(left) === plain(right);
}

function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').normalize().trim() : (value ?? '');
}

function findingOf(value: unknown): Finding | null {
  return typeof value === 'string' ? (value as Finding) : null;
}
