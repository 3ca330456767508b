import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyResponse } from '@/lib/response/model';
import { FakeBrowser, type FakeDisk, type FakeServer, settle } from './testing';

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

describe('refusals', () => {
  test('an ended session keeps the text and goes on after the next sign-in', async () => {
    const store = open();
    server.answerWith = { kind: 'SIGNED_OUT' };
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    expect(store.get().save).toEqual({ kind: 'SIGNED_OUT', changes: 1, isKept: true });
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
    expect(store.get().rows['6.3.3/0']?.errors.planOwner).toBe('Use at most 200 characters.');
    expect(store.get().save).toMatchObject({ kind: 'REFUSED', requirementNumber: '6.3.3' });
    server.answerWith = null;
    store.edit('6.3.3/0', { planOwner: 'Hanne' }, 'NOW');
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
  });

  test('does not hold back what else was changed in that row', async () => {
    const store = open();
    server.answerWith = { kind: 'INVALID', errors: { planOwner: 'Use at most 200 characters.' }, words: '' };
    store.edit('6.3.3/0', { planOwner: 'x' }, 'NOW');
    await settle();
    server.answerWith = null;
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    expect(server.received).toEqual(['6.3.3/0 {"planAction":"Patch"}']);
    expect(store.visible('6.3.3/0')).toMatchObject({ planOwner: 'x', planAction: 'Patch' });
    expect(store.get().save.kind).toBe('REFUSED');
  });

  test.each([
    ['planAction', 5000, 'Use at most 5,000 characters.'],
    ['ccwConstraints', 5000, 'Use at most 5,000 characters.'],
    ['planOwner', 200, 'Use at most 200 characters.'],
  ] as const)(
    'a %s that is too long stays whole, says so, and travels once it fits',
    async (field, max, words) => {
      const store = open();
      store.edit('6.3.3/0', { [field]: 'Before' }, 'NOW');
      await settle();
      const tooMuch = 'x'.repeat(max + 1);
      store.edit('6.3.3/0', { [field]: tooMuch }, 'AFTER_TYPING');
      expect(store.get().rows['6.3.3/0']?.errors[field], 'at once').toBe(words);
      store.flush();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(store.get().save).toEqual({ kind: 'REFUSED', requirementNumber: '6.3.3', words });
      expect(store.visible('6.3.3/0')?.[field]).toBe(tooMuch);
      expect(server.rows.get('6.3.3/0')?.fields[field]).toBe('Before');
      expect([...disk.drafts.values()][0]?.pending[field], 'kept on the device').toBe(tooMuch);

      store.edit('6.3.3/0', { [field]: 'x'.repeat(max) }, 'NOW');
      await settle();
      expect(store.get().save.kind).toBe('SAVED');
      expect(server.rows.get('6.3.3/0')?.fields[field]).toBe('x'.repeat(max));
    },
  );

  test('a text that is too long is still refused after another value of the row was', async () => {
    const store = open();
    server.answerWith = { kind: 'INVALID', errors: { planOwner: 'No card number.' }, words: '' };
    store.edit('6.3.3/0', { planAction: 'x'.repeat(5001), planOwner: 'x' }, 'NOW');
    await settle();
    expect(store.get().rows['6.3.3/0']?.errors).toEqual({
      planAction: 'Use at most 5,000 characters.',
      planOwner: 'No card number.',
    });
  });

  test('their version takes the words about mine away with it', async () => {
    const store = open();
    server.rows.set('6.3.3/0', { version: 4, fields: { ...emptyResponse, planOwner: 'Theirs' } });
    store.edit('6.3.3/0', { planAction: 'x'.repeat(5001), planOwner: 'Mine' }, 'NOW');
    await settle();
    expect(store.get().save.kind).toBe('CONFLICT');
    store.resolve('6.3.3/0', {});
    await settle();
    expect(store.get().rows['6.3.3/0']).toMatchObject({ errors: {}, pending: {} });
  });

  test('another organization in this browser keeps the change until the person is back', async () => {
    const store = open();
    server.answerWith = { kind: 'ELSEWHERE' };
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    expect(store.get()).toMatchObject({ lock: null, save: { kind: 'ELSEWHERE', changes: 1, isKept: true } });
    server.answerWith = null;
    store.resume();
    await settle();
    expect(store.get().save.kind).toBe('SAVED');
  });

  test('a requirement that fell away keeps its text, and the others are still saved', async () => {
    const store = open();
    server.answerWith = { kind: 'NOT_ASKED', words: 'Not asked any more.' };
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    expect(store.get()).toMatchObject({
      lock: null,
      changed: { words: 'Not asked any more.' },
      save: { kind: 'KEPT', changes: 1 },
    });
    server.answerWith = null;
    store.edit('6.4.3/0', { planAction: 'Watch' }, 'NOW');
    await settle();
    expect(server.received).toEqual(['6.4.3/0 {"planAction":"Watch"}']);
    expect(store.visible('6.3.3/0')?.planAction).toBe('Patch');
  });

  test('a signature in between locks the screen and keeps what was typed', async () => {
    const store = open();
    server.answerWith = { kind: 'LOCKED', words: 'Signed meanwhile' };
    store.edit('6.3.3/0', { planAction: 'Patch' }, 'NOW');
    await settle();
    expect(store.get().lock?.words).toBe('Signed meanwhile');
    expect(store.visible('6.3.3/0')?.planAction).toBe('Patch');
    expect(store.get().save).toEqual({ kind: 'KEPT', changes: 1, isKept: true });
    store.discard();
    await settle();
    expect(store.visible('6.3.3/0')?.planAction).toBe('');
    expect(disk.drafts.size).toBe(0);
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
    expect(disk.drafts.size).toBe(0);
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
