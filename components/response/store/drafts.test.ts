import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Draft } from './drafts';
import { FakeBrowser, type FakeDisk, type FakeServer, makeItem, settle } from './testing';

let browser: FakeBrowser;
let server: FakeServer;
let disk: FakeDisk;
const open: FakeBrowser['open'] = (options) => browser.open(options);

beforeEach(() => {
  vi.useFakeTimers();
  browser = new FakeBrowser();
  ({ server, disk } = browser);
});
afterEach(() => vi.useRealTimers());

/** A page over a dead connection, on which something was edited, and that is closed. */
async function leave(key: string, changes: Parameters<ReturnType<typeof open>['edit']>[1], userId = 'priya') {
  const page = open({ userId });
  page.edit(key, changes, 'NOW');
  await settle();
  browser.close(page);
}

describe('a page that is closed before its changes are saved', () => {
  test('gives them to the next one, of the same person only', async () => {
    server.down = 'BEFORE';
    await leave('6.3.3/0', { finding: 'IN_PLACE', planAction: 'half a sen' });
    server.down = 'NO';
    const stranger = open({ userId: 'mallory' });
    stranger.restoreDrafts();
    await settle();
    expect(server.received).toEqual([]);
    const again = open();
    again.restoreDrafts();
    await settle();
    expect(again.visible('6.3.3/0')?.planAction).toBe('half a sen');
    expect(server.rows.get('6.3.3/0')?.fields).toMatchObject({
      finding: 'IN_PLACE',
      planAction: 'half a sen',
    });
    expect(disk.drafts.size).toBe(0);
  });

  test('gives them in the order in which they were made', async () => {
    const keys = ['6.4.3/2', '6.3.3/0', '6.4.3/0', '6.4.3/1'];
    server.down = 'BEFORE';
    const page = open();
    for (const key of keys) page.edit(key, { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    browser.close(page);
    server.down = 'NO';
    open().restoreDrafts();
    await settle();
    expect(server.received.map((each) => each.split(' ')[0])).toEqual(keys);
  });

  test('an answer that was lost on the way back is saved once, also when the next page sends it', async () => {
    server.down = 'AFTER';
    await leave('6.3.3/0', { planAction: 'Patch' });
    server.down = 'NO';
    const again = open({
      items: [{ ...makeItem('6.3.3'), rows: [{ finding: null, version: 1, facts: 32 }] }],
    });
    again.restoreDrafts();
    await settle();
    expect(again.get().save.kind).toBe('SAVED');
    expect(again.get().rows['6.3.3/0']).toMatchObject({ version: 1, pending: {}, save: null });
    expect(server.received).toHaveLength(1);
    expect(disk.drafts.size).toBe(0);
  });

  test('what was typed before they came stays on top', async () => {
    server.down = 'BEFORE';
    await leave('6.3.3/0', { finding: 'IN_PLACE', planAction: 'Old' });
    const again = open();
    again.restoreDrafts();
    again.edit('6.3.3/0', { planAction: 'New' }, 'AFTER_TYPING');
    await settle();
    expect(again.visible('6.3.3/0')).toMatchObject({ finding: 'IN_PLACE', planAction: 'New' });
  });

  test('a conflict that is found on sending does not hold up the rest', async () => {
    server.down = 'BEFORE';
    const page = open();
    page.edit('6.3.3/0', { planAction: 'Mine' }, 'NOW');
    page.edit('6.4.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    browser.close(page);
    server.down = 'NO';
    const { emptyResponse } = await import('@/lib/response/model');
    server.rows.set('6.3.3/0', { version: 1, fields: { ...emptyResponse, planAction: 'Theirs' } });
    const again = open();
    again.restoreDrafts();
    await settle();
    expect(again.get().save).toEqual({ kind: 'CONFLICT', requirementNumber: '6.3.3' });
    expect(again.get().rows['6.3.3/0']?.conflict?.fields.planAction).toBe('Theirs');
    expect(server.rows.get('6.4.3/0')?.version).toBe(1);
    expect(disk.drafts.size, 'the choice is still to be made').toBe(1);
  });
});

describe('several tabs of one person', () => {
  test('a change is sent by the tab that made it, and by another one once that is gone', async () => {
    server.down = 'BEFORE';
    const first = open();
    first.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    const [second, third] = [open(), open()];
    for (const page of [second, third]) page.restoreDrafts();
    await settle();
    expect(second.visible('6.3.3/0')?.finding).toBeNull();
    browser.close(first);
    await settle();
    server.down = 'NO';
    second.resume();
    third.resume();
    await settle();
    expect(server.received).toHaveLength(1);
    expect(disk.drafts.size).toBe(0);
  });

  test('neither writes over what the other keeps of the same answer', async () => {
    server.down = 'BEFORE';
    const [first, second] = [open(), open()];
    first.edit('6.3.3/0', { planAction: 'First' }, 'NOW');
    second.edit('6.3.3/0', { planAction: 'Second' }, 'NOW');
    await settle();
    expect([...disk.drafts.values()].map((draft) => draft.save?.changes.planAction)).toEqual([
      'First',
      'Second',
    ]);
  });
});

describe('a browser that keeps nothing', () => {
  test('saves all the same, and says that what waits is in this tab only', async () => {
    disk.isFull = true;
    const store = open();
    server.down = 'BEFORE';
    store.edit('6.3.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    expect(store.get().save).toMatchObject({ kind: 'OFFLINE', changes: 1, isKept: false });
    disk.isFull = false;
    store.edit('6.4.3/0', { finding: 'IN_PLACE' }, 'NOW');
    await settle();
    expect(store.get().save).toMatchObject({ kind: 'OFFLINE', changes: 2, isKept: true });
    expect(disk.drafts.size).toBe(2);
    server.down = 'NO';
    store.resume();
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
  });
});

test('what an earlier version kept is taken over once', async () => {
  const left = new Map<string, Draft>([
    ['6.3.3/0', { version: 0, save: null, pending: { planAction: 'From before' }, order: 0 }],
  ]);
  const former = { list: async () => [...left], remove: async (key: string) => void left.delete(key) };
  server.down = 'BEFORE';
  const store = open({ former });
  store.restoreDrafts();
  await settle();
  expect(left.size).toBe(0);
  expect(disk.drafts.size).toBe(1);
  expect(store.visible('6.3.3/0')?.planAction).toBe('From before');
});
