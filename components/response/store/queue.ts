import type { ResponseChanges } from '@/lib/response/model';
import type { Drafts } from './drafts';
import {
  acknowledged,
  edited,
  hasChanges,
  isWaiting,
  localChanges,
  refusedAsStale,
  sendable,
  sent,
  unsent,
} from './row';
import type { Send, SendResult } from './send';
import { type Lock, type RowKey, type RowState, requirementOf, rowOf, type SaveState } from './state';

const TYPING_MS = 600;
const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000];
/** Rows are saved side by side; each row's own saves stay in order. */
const AT_ONCE = 4;

export type QueueOutside = {
  read: (key: RowKey) => RowState | undefined;
  keys: () => RowKey[];
  write: (key: RowKey, row: RowState) => void;
  show: (save: SaveState) => void;
  lock: (lock: Lock) => void;
  saved: (key: RowKey, before: RowState, after: RowState) => void;
  /** The history known here has a gap. */
  overtaken: (key: RowKey) => void;
  send: Send;
  drafts: Drafts;
  isOnline: () => boolean;
  now: () => number;
};

export type SaveQueue = ReturnType<typeof createSaveQueue>;

/**
 * Decides when changes travel: answers at once, texts after a pause, one save per row at a time. Whatever has not been
 * acknowledged is kept as a draft until it is.
 */
export function createSaveQueue(outside: QueueOutside) {
  const timers = new Map<RowKey, ReturnType<typeof setTimeout>>();
  const due = new Set<RowKey>();
  let retry: ReturnType<typeof setTimeout> | null = null;
  let retryAt = 0;
  let failures = 0;
  let reached = true;
  let signedOut = false;
  let locked = false;
  let savedAt: string | null = null;

  function edit(key: RowKey, changes: ResponseChanges, when: 'NOW' | 'AFTER_TYPING'): void {
    const row = outside.read(key);
    if (!row || locked) return;
    put(key, edited(row, changes));
    stopTimer(key);
    if (when === 'NOW') enqueue(key);
    else
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
      if (row && hasChanges(row.pending)) {
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
    signedOut = false;
    flush();
  }

  function enqueue(key: RowKey): void {
    stopTimer(key);
    due.add(key);
    pump();
    report();
  }

  function pump(): void {
    if (locked || signedOut || retryAt > 0) return;
    let busy = outside.keys().filter((key) => outside.read(key)?.inFlight).length;
    for (const key of due) {
      if (busy >= AT_ONCE) return;
      const row = outside.read(key);
      if (!row || row.inFlight) continue;
      due.delete(key);
      if (!hasChanges(sendable(row)) || row.conflict) continue;
      busy += 1;
      void dispatch(key, row);
    }
  }

  async function dispatch(key: RowKey, row: RowState): Promise<void> {
    const changes = sendable(row);
    put(key, sent(row));
    const save = { row: rowOf(key), version: row.version, changes };
    const result = await outside.send(requirementOf(key), save);
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
        if (!after.conflict && hasChanges(after.pending)) due.add(key);
        return;
      }
      case 'INVALID': {
        const back = unsent(row, false);
        const errors = hasChanges(result.errors as ResponseChanges)
          ? result.errors
          : Object.fromEntries(Object.keys(back.pending).map((field) => [field, result.words]));
        put(key, { ...back, errors });
        due.add(key);
        return;
      }
      case 'LOCKED':
        put(key, unsent(row, false));
        locked = true;
        outside.lock({ kind: 'REFUSED', words: result.words });
        return;
      case 'SIGNED_OUT':
        put(key, unsent(row, false));
        due.add(key);
        signedOut = true;
        return;
      default:
        put(key, unsent(row, result.kind === 'NO_ANSWER'));
        due.add(key);
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
    if (isWaiting(row) || row.conflict) {
      const attempts = row.inFlight ? [...row.attempts, row.inFlight] : row.attempts;
      outside.drafts.keep(key, { version: row.version, changes: localChanges(row), attempts });
    } else outside.drafts.drop(key);
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
    if (signedOut) outside.show({ kind: 'SIGNED_OUT', changes });
    else if (retryAt > 0 && (!reached || !outside.isOnline()))
      outside.show({ kind: 'OFFLINE', changes, retryAt });
    else if (retryAt > 0) outside.show({ kind: 'RETRY', changes, retryAt });
    else if (conflict) outside.show({ kind: 'CONFLICT', requirementNumber: requirementOf(conflict[0]) });
    else if (refused) {
      const words = Object.values(refused[1]?.errors ?? {})[0] ?? '';
      outside.show({ kind: 'REFUSED', requirementNumber: requirementOf(refused[0]), words });
    } else if (changes > 0) outside.show(locked ? { kind: 'KEPT', changes } : { kind: 'SAVING' });
    else outside.show(savedAt ? { kind: 'SAVED', at: savedAt } : { kind: 'IDLE' });
  }

  return {
    edit,
    flush,
    resume,
    put,
    enqueue,
    report,
    close: () => {
      locked = true;
    },
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      if (retry) clearTimeout(retry);
    },
  };
}
