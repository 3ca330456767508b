import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ChecklistItem, emptyResponse, type ResponseFields } from '@/lib/response/model';
import { type ChecklistStore, createChecklistStore, type Rumour } from './checklist-store';
import { createDrafts, type DraftStorage } from './drafts';
import type { SendResult } from './send';
import type { Lock } from './state';

const setting = {
  assessmentId: 'assessment',
  person: { userId: 'priya', name: 'Priya' },
  timeZone: 'Europe/Berlin',
  form: { options: ['IN_PLACE', 'NOT_APPLICABLE', 'NOT_IN_PLACE'] as const, describesResults: false },
  groups: [],
};
const item = (requirementNumber: string, rows = 1): ChecklistItem => ({
  requirementNumber,
  title: requirementNumber,
  rowNames: [],
  evidence: 0,
  rows: Array.from({ length: rows }, () => ({ finding: null, version: 0, facts: 0 })),
});

class FakeStorage implements DraftStorage {
  readonly #values = new Map<string, string>();
  get length() {
    return this.#values.size;
  }
  key = (index: number) => [...this.#values.keys()][index] ?? null;
  getItem = (name: string) => this.#values.get(name) ?? null;
  setItem = (name: string, value: string) => void this.#values.set(name, value);
  removeItem = (name: string) => void this.#values.delete(name);
}

/** A server that keeps rows with versions, as record_response() does, and can misbehave. */
class FakeServer {
  readonly rows = new Map<string, { version: number; fields: ResponseFields }>();
  readonly received: string[] = [];
  down: 'NO' | 'BEFORE' | 'AFTER' = 'NO';
  answerWith: SendResult | null = null;
  pausing: (() => void)[] | null = null;

  send = async (
    number: string,
    save: { row: number; version: number; changes: Partial<ResponseFields> },
  ): Promise<SendResult> => {
    const key = `${number}/${save.row}`;
    if (this.pausing) await new Promise<void>((go) => this.pausing?.push(go));
    if (this.down === 'BEFORE') return { kind: 'NO_ANSWER' };
    if (this.answerWith) return this.answerWith;
    const row = this.rows.get(key) ?? { version: 0, fields: emptyResponse };
    if (row.version !== save.version) {
      return {
        kind: 'CONFLICT',
        current: { ...row, updatedAt: '2026-11-24T13:02:00.000Z', updatedByName: 'Hanne' },
      };
    }
    this.received.push(`${key} ${JSON.stringify(save.changes)}`);
    const next = { version: row.version + 1, fields: { ...row.fields, ...save.changes } };
    this.rows.set(key, next);
    if (this.down === 'AFTER') return { kind: 'NO_ANSWER' };
    return {
      kind: 'SAVED',
      version: next.version,
      savedAt: '2026-11-24T13:02:11.000Z',
      savedByName: 'Priya',
    };
  };
}

let server: FakeServer;
let storage: FakeStorage;
let rumours: Rumour[];

function open(
  options: { lock?: Lock | null; userId?: string; items?: ChecklistItem[] } = {},
): ChecklistStore {
  return createChecklistStore(
    {
      setting,
      items: options.items ?? [item('6.3.3'), item('6.4.3', 3)],
      responses: {},
      lock: options.lock ?? null,
    },
    {
      send: server.send,
      drafts: createDrafts(storage, options.userId ?? 'priya', setting.assessmentId),
      isOnline: () => server.down === 'NO',
      now: () => Date.now(),
      tell: (rumour) => rumours.push(rumour),
    },
  );
}
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  storage = new FakeStorage();
  rumours = [];
});
afterEach(() => vi.useRealTimers());

describe('saving', () => {
  test('an answer travels at once and shows before it arrives', async () => {
    const store = open();
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    expect(store.get().items[0]?.rows[0]?.finding).toBe('IN_PLACE');
    expect(store.get().save.kind).toBe('SAVING');
    await settle();
    expect(store.get().save).toEqual({ kind: 'SAVED', at: '2026-11-24T13:02:11.000Z' });
    expect(store.get().rows['6.3.3/0']).toMatchObject({ version: 1, finding: 'IN_PLACE', pending: {} });
  });

  test('text travels after a pause, as one save', async () => {
    const store = open();
    for (const text of ['P', 'Pa', 'Patch']) store.edit('6.3.3/0', { planAction: text }, 'AFTER_TYPING');
    await vi.advanceTimersByTimeAsync(599);
    expect(server.received).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.received).toEqual(['6.3.3/0 {"planAction":"Patch"}']);
  });

  test('leaving the field sends at once', async () => {
    const store = open();
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'AFTER_TYPING');
    store.flush();
    await settle();
    expect(server.received).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.received).toHaveLength(1);
  });

  test('one save per row at a time, in order; what is typed meanwhile follows', async () => {
    const store = open();
    server.pausing = [];
    store.edit('6.3.3/0', { finding: 'NOT_IN_PLACE' }, 'NOW');
    store.edit('6.3.3/0', { planOwner: 'Hanne' }, 'NOW');
    store.edit('6.3.3/0', { planOwner: 'Tomas' }, 'NOW');
    await settle();
    expect(server.pausing).toHaveLength(1);
    const [go] = server.pausing;
    server.pausing = null;
    go?.();
    await settle();
    expect(server.received).toEqual(['6.3.3/0 {"finding":"NOT_IN_PLACE"}', '6.3.3/0 {"planOwner":"Tomas"}']);
    expect(store.get().rows['6.3.3/0']?.version).toBe(2);
  });

  test('typing something and taking it back saves nothing', async () => {
    const store = open();
    store.edit('6.3.3/0', { planAction: 'x' }, 'AFTER_TYPING');
    store.edit('6.3.3/0', { planAction: '' }, 'AFTER_TYPING');
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.received).toEqual([]);
    expect(store.get().save.kind).toBe('IDLE');
  });

  test('another answer keeps the texts of the first', async () => {
    const store = open();
    store.edit('6.3.3/0', { finding: 'NOT_APPLICABLE', notApplicableReason: 'No wireless' }, 'NOW');
    await settle();
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    expect(store.visible('6.3.3/0')?.notApplicableReason).toBe('No wireless');
  });

  test('tells the other tabs, which take it up', async () => {
    const [first, second] = [open(), open()];
    first.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    for (const rumour of rumours) second.hear(rumour);
    second.edit('6.3.3/0', { finding: 'NOT_IN_PLACE' }, 'NOW');
    await settle();
    expect(second.get().save.kind).toBe('SAVED');
    expect(server.rows.get('6.3.3/0')).toMatchObject({ version: 2, fields: { finding: 'NOT_IN_PLACE' } });
  });

  test('a locked assessment takes no edits', async () => {
    const store = open({ lock: { kind: 'SIGNED', words: 'Signed' } });
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    expect(server.received).toEqual([]);
    expect(store.get().items[0]?.rows[0]?.finding).toBeNull();
  });
});

describe('a connection that is gone', () => {
  test('keeps the changes here and sends them when it returns', async () => {
    const store = open();
    server.down = 'BEFORE';
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    store.edit('6.4.3/1', { finding: 'NOT_IN_PLACE' }, 'NOW');
    await settle();
    expect(store.get().save).toMatchObject({ kind: 'OFFLINE', changes: 2 });
    server.down = 'NO';
    store.resume();
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
    expect(server.received).toHaveLength(2);
  });

  test('tries again by itself, after longer and longer pauses', async () => {
    const store = open();
    server.down = 'BEFORE';
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await vi.advanceTimersByTimeAsync(5_000);
    server.down = 'NO';
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.get().save.kind).toBe('SAVED');
  });

  test('survives a reload, for the same person only', async () => {
    server.down = 'BEFORE';
    open().edit('6.3.3/0', { finding: 'IN_PLACE', planAction: 'half a sen' }, 'NOW');
    await settle();
    server.down = 'NO';
    const stranger = open({ userId: 'mallory' });
    stranger.restoreDrafts();
    await settle();
    expect(server.received).toEqual([]);
    const again = open();
    again.restoreDrafts();
    expect(again.visible('6.3.3/0')?.planAction).toBe('half a sen');
    await settle();
    expect(server.rows.get('6.3.3/0')?.fields).toMatchObject({
      finding: 'IN_PLACE',
      planAction: 'half a sen',
    });
    expect(storage.length).toBe(0);
  });

  test('an answer that was lost on the way back is not a conflict', async () => {
    const store = open();
    server.down = 'AFTER';
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    store.edit('6.3.3/0', { planAction: 'Patch it all' }, 'NOW');
    server.down = 'NO';
    store.resume();
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
    expect(server.rows.get('6.3.3/0')).toMatchObject({ version: 2, fields: { planAction: 'Patch it all' } });
  });

  test('nor is it one after the page was closed in between', async () => {
    server.down = 'AFTER';
    open().edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    server.down = 'NO';
    const again = open({ items: [{ ...item('6.3.3'), rows: [{ finding: null, version: 1, facts: 32 }] }] });
    again.restoreDrafts();
    await settle();
    expect(again.get().save.kind).toBe('SAVED');
    expect(again.get().rows['6.3.3/0']).toMatchObject({ version: 1, pending: {} });
    expect(storage.length).toBe(0);
  });

  test('a full storage does not stop the saving', async () => {
    storage.setItem = () => {
      throw new Error('QuotaExceededError');
    };
    const store = open();
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
  });
});

describe('refusals', () => {
  test('an ended session keeps the text and goes on after the next sign-in', async () => {
    const store = open();
    server.answerWith = { kind: 'SIGNED_OUT' };
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    expect(store.get().save).toEqual({ kind: 'SIGNED_OUT', changes: 1 });
    expect(store.visible('6.3.3/0')?.planAction).toBe('Patch');
    server.answerWith = null;
    store.resume();
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
  });

  test('a value that the server refuses waits for another edit, and says why', async () => {
    const store = open();
    server.answerWith = { kind: 'INVALID', errors: { planOwner: 'Use at most 200 characters.' }, words: '' };
    store.edit('6.3.3/0', { planOwner: 'x' }, 'NOW');
    await settle();
    expect(store.errorOf('6.3.3/0', 'planOwner')).toBe('Use at most 200 characters.');
    expect(store.get().save).toMatchObject({ kind: 'REFUSED', requirementNumber: '6.3.3' });
    server.answerWith = null;
    store.edit('6.3.3/0', { planOwner: 'Hanne' }, 'NOW');
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
  });

  test('a signature in between locks the screen and keeps what was typed', async () => {
    const store = open();
    server.answerWith = { kind: 'LOCKED', words: 'Signed meanwhile' };
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    expect(store.get().lock?.words).toBe('Signed meanwhile');
    expect(store.visible('6.3.3/0')?.planAction).toBe('Patch');
    expect(store.get().save).toEqual({ kind: 'KEPT', changes: 1 });
    store.discard();
    expect(store.visible('6.3.3/0')?.planAction).toBe('');
    expect(storage.length).toBe(0);
  });
});

describe('somebody saved first', () => {
  const theirs = { ...emptyResponse, finding: 'NOT_IN_PLACE' as const, planAction: 'Theirs' };
  async function conflicting() {
    const store = open();
    server.rows.set('6.3.3/0', { version: 4, fields: theirs });
    store.edit('6.3.3/0', { finding: 'IN_PLACE', planAction: 'Mine' }, 'NOW');
    await settle();
    return store;
  }

  test('nothing is overwritten before the choice, and later edits wait', async () => {
    const store = await conflicting();
    expect(store.get().save).toEqual({ kind: 'CONFLICT', requirementNumber: '6.3.3' });
    store.edit('6.3.3/0', { planOwner: 'Priya' }, 'NOW');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.rows.get('6.3.3/0')).toEqual({ version: 4, fields: theirs });
    expect(store.get().rows['6.3.3/0']?.conflict?.fields.planAction).toBe('Theirs');
    expect(store.visible('6.3.3/0')).toMatchObject({
      finding: 'IN_PLACE',
      planAction: 'Mine',
      planOwner: 'Priya',
    });
  });

  test('mine goes on top of theirs', async () => {
    const store = await conflicting();
    store.resolve('6.3.3/0', store.changesOf('6.3.3/0'));
    await settle();
    expect(server.rows.get('6.3.3/0')).toMatchObject({
      version: 5,
      fields: { finding: 'IN_PLACE', planAction: 'Mine' },
    });
  });

  test('theirs alone saves nothing', async () => {
    const store = await conflicting();
    store.resolve('6.3.3/0', {});
    await settle();
    expect(server.received).toEqual([]);
    expect(store.visible('6.3.3/0')).toMatchObject({ finding: 'NOT_IN_PLACE', planAction: 'Theirs' });
    expect(storage.length).toBe(0);
  });

  test('the same words from two people are no conflict', async () => {
    const store = open();
    server.rows.set('6.3.3/0', { version: 1, fields: { ...emptyResponse, finding: 'IN_PLACE' } });
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
    expect(store.get().rows['6.3.3/0']).toMatchObject({ version: 1, pending: {} });
  });
});
