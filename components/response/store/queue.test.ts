import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeBrowser, type FakeServer, type FakeStorage, makeItem, settle } from './testing';

let browser: FakeBrowser;
let server: FakeServer;
let storage: FakeStorage;
const open: FakeBrowser['open'] = (options) => browser.open(options);

beforeEach(() => {
  vi.useFakeTimers();
  browser = new FakeBrowser();
  ({ server, storage } = browser);
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
    const again = open({
      items: [{ ...makeItem('6.3.3'), rows: [{ finding: null, version: 1, facts: 32 }] }],
    });
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
