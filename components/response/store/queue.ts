import type { ResponseChanges } from '@/lib/response/model';
import type { Drafts } from './drafts';
import {
  acknowledged,
  edited,
  hasChanges,
  isWaiting,
  refusedAsStale,
  sendable,
  unsent,
  withSave,
} from './row';
import type { Send, SendResult } from './send';
import { type Lock, type RowKey, type RowState, requirementOf, rowOf, type SaveState } from './state';

const TYPING_MS = 600;
const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000];
/** What is edited now is saved side by side, each row's own saves in order; what had to wait goes one by one, as it was edited. */
const AT_ONCE = 4;

export type QueueOutside = {
  read: (key: RowKey) => RowState | undefined;
  keys: () => RowKey[];
  write: (key: RowKey, row: RowState) => void;
  show: (save: SaveState) => void;
  lock: (lock: Lock) => void;
  /** A requirement fell away. */
  notAsked: (words: string) => void;
  saved: (key: RowKey, before: RowState, after: RowState) => void;
  /** The history known here has a gap. */
  overtaken: (key: RowKey) => void;
  send: Send;
  drafts: Pick<Drafts, 'keep' | 'drop' | 'notKept'>;
  isOnline: () => boolean;
  now: () => number;
  newId: () => string;
  soon: (work: () => void) => void;
};

export type SaveQueue = ReturnType<typeof createSaveQueue>;

/**
 * Decides when changes travel: answers at once, texts after a pause, one save per row at a time. Whatever has not been
 * acknowledged is kept as a draft until it is.
 */
export function createSaveQueue(outside: QueueOutside) {
  const timers = new Map<RowKey, ReturnType<typeof setTimeout>>();
  const due = new Set<RowKey>();
  const underway = new Set<RowKey>();
  /** Not asked any more: kept until the page is loaded anew. */
  const fallen = new Set<RowKey>();
  /** When the oldest change of each waiting row was made. */
  const since = new Map<RowKey, number>();
  let last = 0;
  let hadToWait = false;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let retryAt = 0;
  let failures = 0;
  let reached = true;
  /** Nothing can be saved until the person is back here. */
  let away: 'SIGNED_OUT' | 'ELSEWHERE' | null = null;
  let locked = false;
  let savedAt: string | null = null;

  function edit(key: RowKey, changes: ResponseChanges, when: 'NOW' | 'AFTER_TYPING'): void {
    const row = outside.read(key);
    if (!row || locked) return;
    if (!isWaiting(row)) since.set(key, turn());
    put(key, edited(row, changes));
    stopTimer(key);
    if (when === 'NOW') {
      due.add(key);
      outside.soon(pump);
    } else
      timers.set(
        key,
        setTimeout(() => enqueue(key), TYPING_MS),
      );
    report();
  }

  /** Sends what was typed without waiting for the pause: on blur, when the page hides. */
  function flush(): void {
    for (const key of outside.keys()) {
      const row = outside.read(key);
      if (row && isWaiting(row)) {
        stopTimer(key);
        due.add(key);
      }
    }
    pump();
    report();
  }

  /** The connection or the session is back, or the person asked to try again. */
  function resume(): void {
    if (retry) clearTimeout(retry);
    retry = null;
    retryAt = 0;
    away = null;
    flush();
  }

  function enqueue(key: RowKey): void {
    stopTimer(key);
    due.add(key);
    pump();
    report();
  }

  /** Later than every turn of this page, and of the pages before it. */
  function turn(): number {
    last = Math.max(last + 1, outside.now());
    return last;
  }

  function pump(): void {
    if (locked || away || retryAt > 0) return;
    const inOrder = [...due].sort((left, right) => (since.get(left) ?? 0) - (since.get(right) ?? 0));
    for (const key of inOrder) {
      if (underway.size >= (hadToWait ? 1 : AT_ONCE)) return;
      const row = outside.read(key);
      if (!row || underway.has(key) || fallen.has(key)) continue;
      due.delete(key);
      if (row.conflict || !(row.save || hasChanges(sendable(row)))) continue;
      underway.add(key);
      void dispatch(key, row.save ? row : withSave(row, outside.newId()));
    }
    if (due.size === 0) hadToWait = false;
  }

  async function dispatch(key: RowKey, row: RowState): Promise<void> {
    if (!row.save) return;
    put(key, row);
    const save = { id: row.save.id, row: rowOf(key), version: row.version, changes: row.save.changes };
    const result = await outside.send(requirementOf(key), save);
    underway.delete(key);
    settle(key, result);
    pump();
    report();
  }

  function settle(key: RowKey, result: SendResult): void {
    const row = outside.read(key);
    if (!row) return;
    if (result.kind !== 'NO_ANSWER' && result.kind !== 'BUSY') {
      failures = 0;
      reached = true;
    }
    switch (result.kind) {
      case 'SAVED': {
        const after = acknowledged(row, result);
        savedAt = result.savedAt;
        put(key, after);
        outside.saved(key, row, after);
        if (hasChanges(sendable(after)) && !timers.has(key)) due.add(key);
        return;
      }
      case 'CONFLICT': {
        const after = refusedAsStale(row, result.current);
        put(key, after);
        outside.overtaken(key);
        if (!after.conflict) savedAt = result.current.updatedAt ?? savedAt;
        return;
      }
      case 'INVALID': {
        const back = unsent(row);
        const errors = hasChanges(result.errors as ResponseChanges)
          ? result.errors
          : Object.fromEntries(Object.keys(back.pending).map((field) => [field, result.words]));
        // What never travelled, because it does not fit, still does not.
        put(key, { ...back, errors: { ...back.errors, ...errors } });
        due.add(key);
        return;
      }
      case 'LOCKED':
        locked = true;
        outside.lock({ kind: 'REFUSED', words: result.words });
        return;
      case 'NOT_ASKED':
        fallen.add(key);
        outside.notAsked(result.words);
        return;
      case 'SIGNED_OUT':
      case 'ELSEWHERE':
        due.add(key);
        hadToWait = true;
        away = result.kind;
        return;
      default:
        due.add(key);
        hadToWait = true;
        reached = result.kind === 'BUSY';
        waitToRetry();
    }
  }

  function waitToRetry(): void {
    if (retry) return;
    const delay = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 30_000;
    failures += 1;
    retryAt = outside.now() + delay;
    retry = setTimeout(resume, delay);
  }

  function put(key: RowKey, row: RowState): void {
    outside.write(key, row);
    if (isWaiting(row)) {
      const { version, save, pending } = row;
      outside.drafts.keep(key, { version, save, pending, order: since.get(key) ?? turn() });
    } else outside.drafts.drop(key);
  }

  /** What an earlier page could not save. */
  function takeOver(key: RowKey, row: RowState, order: number): void {
    since.set(key, order);
    put(key, row);
    hadToWait = true;
    enqueue(key);
  }

  function stopTimer(key: RowKey): void {
    clearTimeout(timers.get(key));
    timers.delete(key);
  }

  function report(): void {
    const rows = outside.keys().map((key) => [key, outside.read(key)] as const);
    const waiting = rows.filter(([, row]) => row && isWaiting(row));
    const changes = waiting.length;
    const conflict = rows.find(([, row]) => row?.conflict);
    const refused = rows.find(([, row]) => row && hasChanges(row.errors as ResponseChanges));
    const isStuck = locked || waiting.every(([key]) => fallen.has(key));
    const isKept = outside.drafts.notKept() === 0;
    if (away) outside.show({ kind: away, changes, isKept });
    else if (retryAt > 0 && (!reached || !outside.isOnline()))
      outside.show({ kind: 'OFFLINE', changes, isKept, retryAt });
    else if (retryAt > 0) outside.show({ kind: 'RETRY', changes, isKept, retryAt });
    else if (conflict) outside.show({ kind: 'CONFLICT', requirementNumber: requirementOf(conflict[0]) });
    else if (refused) {
      const words = Object.values(refused[1]?.errors ?? {})[0] ?? '';
      outside.show({ kind: 'REFUSED', requirementNumber: requirementOf(refused[0]), words });
    } else if (changes > 0) outside.show(isStuck ? { kind: 'KEPT', changes, isKept } : { kind: 'SAVING' });
    else outside.show(savedAt ? { kind: 'SAVED', at: savedAt } : { kind: 'IDLE' });
  }

  return {
    edit,
    flush,
    resume,
    put,
    takeOver,
    enqueue,
    report,
    close: () => {
      locked = true;
    },
    stop: () => {
      locked = true;
      for (const timer of timers.values()) clearTimeout(timer);
      if (retry) clearTimeout(retry);
    },
  };
}
