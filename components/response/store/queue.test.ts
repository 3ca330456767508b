import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyResponse } from '@/lib/response/model';
import { isSettled } from './row';
import type { Details } from './state';
import { FakeBrowser, type FakeServer, makeItem, settle } from './testing';

let browser: FakeBrowser;
let server: FakeServer;
const open: FakeBrowser['open'] = (options) => browser.open(options);

beforeEach(() => {
  vi.useFakeTimers();
  browser = new FakeBrowser();
  ({ server } = browser);
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

  test('an answer is seen and kept here before it travels, and travels once, whatever sends it', async () => {
    const frames: (() => void)[] = [];
    const store = open({ soon: (work) => frames.push(work) });
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    expect(store.get().save.kind).toBe('SAVING');
    expect([...browser.disk.drafts.values()]).toEqual([
      expect.objectContaining({ pending: { finding: 'IN_PLACE' } }),
    ]);
    expect(server.received).toEqual([]);
    store.flush();
    await settle();
    expect(server.received).toEqual(['6.3.3/0 {"finding":"IN_PLACE"}']);
    for (const painted of frames) painted();
    await settle();
    expect(server.received).toHaveLength(1);
    expect(browser.disk.drafts.size).toBe(0);
  });

  test('what is on its way, and what a colleague has changed and is not drawn yet, is not what the server has', async () => {
    const store = open();
    const row = () => store.get().rows['6.3.3/0'];
    const texts = { row: 0, version: 0, fields: emptyResponse, updatedAt: null, updatedByName: '' };
    const details = {
      responses: [texts],
      history: [],
      events: [],
      review: null,
      carried: null,
      shared: null,
    };
    expect(store.receive('6.3.3', details as never as Details)).toBe(true);
    expect(isSettled(row())).toBe(true);
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    expect(isSettled(row())).toBe(false);
    await settle();
    expect(isSettled(row())).toBe(true);
    expect(store.receive('6.3.3', details as never as Details), 'read before the save, came after it').toBe(
      false,
    );
    const item = store.get().items[0] ?? makeItem('6.3.3');
    store.refresh([{ ...item, rows: [{ finding: 'IN_PLACE', version: 9, facts: 1 }] }], null);
    expect(store.lacksDetails('6.3.3')).toBe(true);
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
    for (const rumour of browser.rumours) second.hear(rumour);
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

  test('sends what had to wait one by one, in the order in which it was edited', async () => {
    const store = open();
    server.down = 'BEFORE';
    const keys = ['6.4.3/2', '6.3.3/0', '6.4.3/0', '6.4.3/1'];
    for (const key of keys) store.edit(key, { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    server.down = 'NO';
    server.pausing = [];
    store.resume();
    await settle();
    expect(server.pausing, 'one at a time').toHaveLength(1);
    const [go] = server.pausing;
    server.pausing = null;
    go?.();
    await settle();
    expect(server.received.map((each) => each.split(' ')[0])).toEqual(keys);
  });

  test('an answer that was lost on the way back is not a conflict, and is saved once', async () => {
    const store = open();
    server.down = 'AFTER';
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    store.edit('6.3.3/0', { planAction: 'Patch it all' }, 'NOW');
    server.down = 'NO';
    store.resume();
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
    expect(server.received).toEqual([
      '6.3.3/0 {"planAction":"Patch"}',
      '6.3.3/0 {"planAction":"Patch it all"}',
    ]);
    expect(server.rows.get('6.3.3/0')).toMatchObject({ version: 2, fields: { planAction: 'Patch it all' } });
  });

  test('not even after a colleague has saved on top of it', async () => {
    const store = open();
    server.down = 'AFTER';
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    const row = server.rows.get('6.3.3/0');
    if (row) server.rows.set('6.3.3/0', { version: 2, fields: { ...row.fields, planOwner: 'Hanne' } });
    server.down = 'NO';
    store.resume();
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
    expect(server.rows.get('6.3.3/0')).toMatchObject({ version: 2, fields: { planOwner: 'Hanne' } });
  });
});
