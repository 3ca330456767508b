import type { PresentView } from '@/lib/presence/model';
import type {
  ChecklistItem,
  ResponseChanges,
  ResponseField,
  ResponseFields,
  ResponseView,
} from '@/lib/response/model';
import { type ReviewView, seenText } from '@/lib/review/model';
import { historyEntry, reviewEvent } from './history';
import { isSameBeside, itemsKnowing, itemsWith } from './items';
import type { Rumour, StoreOutside } from './outside';
import { createSaveQueue } from './queue';
import { createReadings } from './readings';
import {
  acknowledged,
  isWaiting,
  knownFields,
  localChanges,
  resolved,
  takenOver,
  visibleFields,
  visibleSummary,
  withServer,
} from './row';
import {
  type ChecklistSetting,
  type ChecklistState,
  type Details,
  type Lock,
  type RowKey,
  type RowState,
  requirementOf,
  restingRow,
  rowKeyOf,
  stateOf,
  without,
} from './state';

export type ChecklistStore = ReturnType<typeof createChecklistStore>;

type Start = {
  setting: ChecklistSetting;
  items: readonly ChecklistItem[];
  responses: Readonly<Record<string, readonly ResponseView[]>>;
  lock: Lock | null;
};

/** The answers of one assessment in the browser. Framework-free; checklist-context.tsx ties it to React. */
export function createChecklistStore({ setting, items, responses, lock }: Start, outside: StoreOutside) {
  const rows: Record<RowKey, RowState> = {};
  for (const item of items) {
    for (const [row, summary] of item.rows.entries()) {
      rows[rowKeyOf(item.requirementNumber, row)] = restingRow(summary);
    }
  }
  let state = stateOf({ rows, items, lock });
  for (const [number, views] of Object.entries(responses)) takeResponses(number, views);
  const initial = state;
  const listeners = new Set<() => void>();

  const queue = createSaveQueue({
    ...outside,
    read: (key) => state.rows[key],
    keys: () => Object.keys(state.rows),
    write: writeRow,
    show: (save) => {
      if (JSON.stringify(save) !== JSON.stringify(state.save)) set({ save });
    },
    lock: (found) => set({ lock: found }),
    notAsked: (words) => set({ changed: state.changed ?? { words, asks: [] } }),
    saved: (key, before, after) => {
      remember(key, before, after);
      if (after.version > before.version) wroteHere(requirementOf(key));
      outside.tell({
        key,
        version: after.version,
        changes: before.save?.changes ?? {},
        savedAt: after.updatedAt ?? '',
        savedByName: after.updatedByName,
      });
    },
    overtaken: (key) => forgetHistory(requirementOf(key)),
  });
  if (lock) queue.close();
  const readings = createReadings(
    () => state.grounds,
    (grounds) => set({ grounds }),
  );

  function set(part: Partial<ChecklistState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  function writeRow(key: RowKey, row: RowState): void {
    const next = { ...state.rows, [key]: row };
    set({ rows: next, items: itemsWith(state.items, key, row) });
  }

  /** The server's own texts of a requirement. What is typed here stays on top. */
  function takeResponses(number: string, views: readonly ResponseView[]): void {
    for (const view of views) {
      const key = rowKeyOf(number, view.row);
      const row = state.rows[key];
      if (!row || view.version < row.version) continue;
      if (isWaiting(row) && view.version > row.version) continue; // the save itself will find out
      writeRowQuietly(key, withServer(row, view));
    }
  }

  function writeRowQuietly(key: RowKey, row: RowState): void {
    state = {
      ...state,
      rows: { ...state.rows, [key]: row },
      items: itemsWith(state.items, key, row),
    };
  }

  function forgetHistory(number: string): void {
    set({ history: without(state.history, number) });
  }

  /** An answer that changes after its approval is not approved any more, and has an author; the server says the same. */
  function wroteHere(number: string): void {
    if (itemOf(number)?.review === 'APPROVED') know(number, { review: 'CHANGED' });
    const own = state.own[number];
    if (own && !own.isYours) set({ own: { ...state.own, [number]: { ...own, isYours: true } } });
  }

  function itemOf(number: string): ChecklistItem | undefined {
    return state.items.find((item) => item.requirementNumber === number);
  }

  function know(number: string, known: Parameters<typeof itemsKnowing>[2]): void {
    const items = itemsKnowing(state.items, number, known);
    if (items !== state.items) set({ items });
  }

  function remember(key: RowKey, before: RowState, after: RowState): void {
    const number = requirementOf(key);
    const known = state.history[number];
    if (!known || known === 'FAILED' || after.version === before.version) return;
    const entry = historyEntry(key, before, after, setting.person);
    set({ history: { ...state.history, [number]: [entry, ...known] } });
  }

  return {
    setting,
    readings,
    get: () => state,
    getInitial: () => initial,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    edit: queue.edit,
    flush: queue.flush,
    resume: queue.resume,
    report: queue.report,
    stop: queue.stop,

    /** Texts that came with a page. */
    take(responses: Readonly<Record<string, readonly ResponseView[]>>) {
      for (const [number, views] of Object.entries(responses)) takeResponses(number, views);
      set({});
    },

    /** Texts and history that were fetched; false when something was saved while they were on their way, so they tell the past. */
    receive(number: string, details: Details): boolean {
      takeResponses(number, details.responses);
      const versionOf = (row: number) => state.rows[rowKeyOf(number, row)]?.version ?? 0;
      if (details.responses.some(({ row, version }) => version < versionOf(row))) return false;
      set({
        history: { ...state.history, [number]: details.history },
        events: { ...state.events, [number]: details.events },
        reviews: { ...state.reviews, [number]: details.review },
        own: { ...state.own, [number]: details.own },
        carried: { ...state.carried, [number]: details.carried },
        shared: { ...state.shared, [number]: details.shared },
        providers: details.providers,
        owners: { ...state.owners, [number]: details.owners },
        risks: { ...state.risks, [number]: details.risks },
      });
      readings.wasRead(number, details.grounds);
      know(number, { review: details.review?.state ?? null, hasAcceptedRisk: details.risks > 0 });
      return true;
    },

    /** Somebody, here, said that a requirement is ready, approved or returned. */
    reviewed(number: string, review: ReviewView) {
      const events = [reviewEvent(review, setting.person), ...(state.events[number] ?? [])];
      const reviews = { ...state.reviews, [number]: review };
      set({ reviews, events: { ...state.events, [number]: events } });
      know(number, { review: review.state });
    },

    /** The requirement with what was seen of its rows, as a review names it. */
    seen(number: string): string {
      const rows = (itemOf(number)?.rows ?? []).map((_, row) => state.rows[rowKeyOf(number, row)]);
      const basis = rows.reduce((sum, row) => sum + (row?.version ?? 0), 0);
      return seenText({ requirementNumber: number, basis, grounds: readings.grounds(number) });
    },
    missHistory(number: string) {
      if (Array.isArray(state.history[number])) return;
      set({ history: { ...state.history, [number]: 'FAILED' } });
    },

    /** A newer list from the server. The texts of the row that is held, in which somebody stands, are not taken from under the cursor. */
    refresh(list: readonly ChecklistItem[], found: Lock | null, held?: RowKey) {
      for (const item of list) {
        const known = itemOf(item.requirementNumber);
        // Somebody said something of it: its words are fetched anew; so is what stands beside it.
        if (known?.review !== item.review) forgetHistory(item.requirementNumber);
        if (known && !isSameBeside(known, item)) readings.again(item.requirementNumber);
        know(item.requirementNumber, item);
        for (const [index, summary] of item.rows.entries()) {
          const key = rowKeyOf(item.requirementNumber, index);
          const row = state.rows[key];
          if (key === held || !row || summary.version <= row.version || isWaiting(row) || row.conflict)
            continue;
          writeRowQuietly(key, { ...row, ...summary, fields: null });
          forgetHistory(item.requirementNumber);
        }
      }
      if (found) queue.close();
      set({ lock: state.lock ?? found });
    },

    change: (changed: ChecklistState['changed']) => set({ changed }),
    /** Who else has a requirement open. */
    meet(number: string, people: readonly PresentView[]) {
      const here = { number, people };
      if (JSON.stringify(here) !== JSON.stringify(state.here)) set({ here });
    },
    count: know,

    /** Another tab of this person has saved. */
    hear(rumour: Rumour) {
      const row = state.rows[rumour.key];
      if (!row || isWaiting(row) || row.conflict || rumour.version !== row.version + 1) return;
      writeRow(rumour.key, acknowledged({ ...row, save: { id: '', changes: rumour.changes } }, rumour));
      forgetHistory(requirementOf(rumour.key));
    },

    /** Takes up what an earlier page could not save. */
    restoreDrafts() {
      outside.drafts.takeOver((key, { order, ...left }) => {
        const row = state.rows[key];
        if (!row || row.save || row.conflict) return false;
        queue.takeOver(key, takenOver(row, left), order);
        return true;
      });
    },

    /** Throws away what could not be saved here. */
    discard() {
      for (const [key, row] of Object.entries(state.rows)) {
        if (isWaiting(row)) queue.put(key, { ...row, pending: {}, save: null, errors: {} });
      }
      queue.report();
    },

    /** Ends a conflict: my changes on top of theirs, theirs alone, or something of both. */
    resolve(key: RowKey, changes: ResponseChanges) {
      const row = state.rows[key];
      if (!row?.conflict) return;
      queue.put(key, resolved(row, changes));
      queue.enqueue(key);
    },

    /** The values that an edit is about to replace, as far as they are known here. */
    before(key: RowKey, changes: ResponseChanges): ResponseChanges {
      const row = state.rows[key];
      if (!row) return {};
      const now: Partial<ResponseFields> = visibleFields(row) ?? { finding: visibleSummary(row).finding };
      const known = (Object.keys(changes) as ResponseField[]).filter((field) => now[field] !== undefined);
      return Object.fromEntries(known.map((field) => [field, now[field]]));
    },
    /** Whether texts or history of a requirement still have to be fetched. */
    lacksDetails(number: string): boolean {
      if (!Array.isArray(state.history[number]) || readings.isDue(number)) return true;
      // Asked at every change: not by going through all rows of the questionnaire.
      for (let at = 0; ; at += 1) {
        const row = state.rows[rowKeyOf(number, at)];
        if (!row) return false;
        if (knownFields(row) === null) return true;
      }
    },
    visible(key: RowKey): ResponseFields | null {
      const row = state.rows[key];
      return row ? visibleFields(row) : null;
    },
    changesOf(key: RowKey): ResponseChanges {
      const row = state.rows[key];
      return row ? localChanges(row) : {};
    },
  };
}
