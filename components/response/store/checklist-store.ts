import type {
  ChecklistItem,
  HistoryEntry,
  ResponseChanges,
  ResponseField,
  ResponseFields,
  ResponseView,
} from '@/lib/response/model';
import { responseFields } from '@/lib/response/model';
import type { Drafts } from './drafts';
import { createSaveQueue } from './queue';
import {
  acknowledged,
  edited,
  isWaiting,
  knownFields,
  localChanges,
  resolved,
  visibleFields,
  visibleSummary,
  withServer,
} from './row';
import type { Send } from './send';
import {
  type ChecklistSetting,
  type ChecklistState,
  type Lock,
  type RowKey,
  type RowState,
  requirementOf,
  restingRow,
  rowKeyOf,
  rowOf,
} from './state';

/** What another tab of the same person has saved. */
export type Rumour = {
  key: RowKey;
  version: number;
  changes: ResponseChanges;
  savedAt: string;
  savedByName: string;
};

export type StoreOutside = {
  send: Send;
  drafts: Drafts;
  isOnline: () => boolean;
  now: () => number;
  tell: (rumour: Rumour) => void;
};

export type ChecklistStore = ReturnType<typeof createChecklistStore>;

type Start = {
  setting: ChecklistSetting;
  items: readonly ChecklistItem[];
  responses: Readonly<Record<string, readonly ResponseView[]>>;
  lock: Lock | null;
};

/** The answers of one assessment in the browser. Framework-free; use-checklist.ts ties it to React. */
export function createChecklistStore({ setting, items, responses, lock }: Start, outside: StoreOutside) {
  const rows: Record<RowKey, RowState> = {};
  for (const item of items) {
    for (const [row, summary] of item.rows.entries()) {
      rows[rowKeyOf(item.requirementNumber, row)] = restingRow(summary);
    }
  }
  let state: ChecklistState = { rows, items, history: {}, save: { kind: 'IDLE' }, lock };
  for (const [number, views] of Object.entries(responses)) takeResponses(number, views);
  const initial = state;
  const listeners = new Set<() => void>();

  const queue = createSaveQueue({
    read: (key) => state.rows[key],
    keys: () => Object.keys(state.rows),
    write: writeRow,
    show: (save) => {
      if (JSON.stringify(save) !== JSON.stringify(state.save)) set({ save });
    },
    lock: (found) => set({ lock: found }),
    saved: (key, before, after) => {
      remember(key, before, after);
      outside.tell({
        key,
        version: after.version,
        changes: before.inFlight ?? {},
        savedAt: after.updatedAt ?? '',
        savedByName: after.updatedByName,
      });
    },
    overtaken: (key) => forgetHistory(requirementOf(key)),
    send: outside.send,
    drafts: outside.drafts,
    isOnline: outside.isOnline,
    now: outside.now,
  });
  if (lock) queue.close();

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
    const { [number]: _, ...history } = state.history;
    set({ history });
  }

  function remember(key: RowKey, before: RowState, after: RowState): void {
    const number = requirementOf(key);
    const known = state.history[number];
    if (!known || known === 'FAILED' || after.version === before.version) return;
    const changes: HistoryEntry['changes'] = {};
    const was = knownFields(before);
    for (const field of responseFields) {
      const to = before.inFlight?.[field];
      if (to !== undefined) changes[field] = { from: was?.[field] ?? null, to };
    }
    const entry: HistoryEntry = {
      row: rowOf(key),
      version: after.version,
      at: after.updatedAt ?? '',
      actorId: setting.person.userId,
      actorName: setting.person.name,
      changes,
    };
    set({ history: { ...state.history, [number]: [entry, ...known] } });
  }

  return {
    setting,
    get: () => state,
    getInitial: () => initial,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    edit: queue.edit,
    flush: queue.flush,
    resume: queue.resume,
    stop: queue.stop,

    /** Texts that came with a page. */
    take(responses: Readonly<Record<string, readonly ResponseView[]>>) {
      for (const [number, views] of Object.entries(responses)) takeResponses(number, views);
      set({});
    },

    /** Texts and history that were fetched. */
    receive(
      number: string,
      details: { responses: readonly ResponseView[]; history: readonly HistoryEntry[] },
    ) {
      takeResponses(number, details.responses);
      set({ history: { ...state.history, [number]: details.history } });
    },
    missHistory(number: string) {
      if (!Array.isArray(state.history[number])) {
        set({ history: { ...state.history, [number]: 'FAILED' } });
      }
    },

    /** A newer list from the server: a page that was opened again, or a look after coming back to the tab. */
    refresh(list: readonly ChecklistItem[], found: Lock | null) {
      for (const item of list) {
        for (const [index, summary] of item.rows.entries()) {
          const key = rowKeyOf(item.requirementNumber, index);
          const row = state.rows[key];
          if (!row || summary.version <= row.version || isWaiting(row) || row.conflict) continue;
          writeRowQuietly(key, { ...row, ...summary, fields: null });
          forgetHistory(item.requirementNumber);
        }
      }
      if (found) queue.close();
      set({ lock: state.lock ?? found });
    },

    countEvidence(number: string, evidence: number) {
      const index = state.items.findIndex((item) => item.requirementNumber === number);
      const item = state.items[index];
      if (item && item.evidence !== evidence) set({ items: state.items.with(index, { ...item, evidence }) });
    },

    /** Another tab of this person has saved. */
    hear(rumour: Rumour) {
      const row = state.rows[rumour.key];
      if (!row || isWaiting(row) || row.conflict || rumour.version !== row.version + 1) return;
      writeRow(rumour.key, acknowledged({ ...row, inFlight: rumour.changes }, rumour));
      forgetHistory(requirementOf(rumour.key));
    },

    /** Takes up what an earlier page could not save. */
    restoreDrafts() {
      for (const [key, draft] of outside.drafts.list()) {
        const row = state.rows[key];
        if (!row || isWaiting(row)) continue;
        const stale = draft.version < row.version;
        // The version that the person saw: if the server is ahead, the save is refused and both versions are shown.
        const base = stale ? { ...row, version: draft.version, fields: null } : row;
        const pending = stale ? draft.changes : edited(row, draft.changes).pending;
        queue.put(key, { ...base, pending, attempts: draft.attempts });
        if (!state.lock) queue.enqueue(key);
      }
      queue.report();
    },

    /** Throws away what could not be saved here. */
    discard() {
      for (const [key, row] of Object.entries(state.rows)) {
        if (isWaiting(row)) queue.put(key, { ...row, pending: {}, inFlight: null, attempts: [], errors: {} });
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
      const rows = Object.entries(state.rows).filter(([key]) => requirementOf(key) === number);
      return !Array.isArray(state.history[number]) || rows.some(([, row]) => knownFields(row) === null);
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

function itemsWith(items: readonly ChecklistItem[], key: RowKey, row: RowState): readonly ChecklistItem[] {
  const number = requirementOf(key);
  const index = items.findIndex((item) => item.requirementNumber === number);
  const item = items[index];
  const before = item?.rows[rowOf(key)];
  if (!item || !before) return items;
  const after = visibleSummary(row);
  if (before.finding === after.finding && before.facts === after.facts) return items;
  const changed = { ...item, rows: item.rows.map((each, at) => (at === rowOf(key) ? after : each)) };
  return items.with(index, changed);
}
