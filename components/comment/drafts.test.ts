import { describe, expect, test, vi } from 'vitest';
import { hearSignedOut, tellSignedOut } from '@/components/shell/sign-out-news';
import { randomId } from '@/components/ui/random-id';
import type { DraftDisk } from './draft-disk';
import { type CommentDraft, createCommentDrafts, type DraftPlace } from './drafts';

const place: DraftPlace = {
  userId: 'ada',
  organizationId: 'shop',
  assessmentId: '2026',
  requirementNumber: '6.3.3',
  key: '',
};
const draft = { commentId: randomId(), typed: 'Half a sen' };

/** The disk of a browser: what stands on it is sealed by draft-disk.ts. */
function makeDisk() {
  const kept = new Map<string, CommentDraft>();
  const written: string[] = [];
  const nameOf = ({ key, ...rest }: DraftPlace) => Object.values(rest).join(' ');
  const disk: DraftDisk & { kept: typeof kept; written: string[]; isFull: boolean } = {
    kept,
    written,
    isFull: false,
    read: async (at) => kept.get(nameOf(at)) ?? null,
    write: async (at, value) => {
      if (disk.isFull) throw new Error('QuotaExceededError');
      written.push(value?.typed ?? '');
      if (value) kept.set(nameOf(at), value);
      else kept.delete(nameOf(at));
    },
    count: async (userId) => [...kept.keys()].filter((name) => name.startsWith(`${userId} `)).length,
    remove: async (userId) => {
      for (const name of kept.keys()) if (name.startsWith(`${userId} `)) kept.delete(name);
    },
  };
  return disk;
}

function makeStorage(entries: Record<string, string>) {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => void kept.delete(name),
  };
}

/** A tab of the same browser. */
const openTab = (disk: DraftDisk, former?: ReturnType<typeof makeStorage>) =>
  createCommentDrafts(
    async () => disk,
    () => former ?? null,
  );

describe('a comment that is not sent', () => {
  test('comes back with its id, for its person, organization and requirement alone', async () => {
    const disk = makeDisk();
    expect(await openTab(disk).keep(place, draft)).toBe(true);
    expect(await openTab(disk).find(place)).toEqual(draft);
    for (const other of [{ userId: 'bea' }, { organizationId: 'stall' }, { requirementNumber: '6.3' }])
      expect(await openTab(disk).find({ ...place, ...other })).toBeNull();
  });

  test('is written as it stands at the end, however fast somebody types', async () => {
    const disk = makeDisk();
    const tab = openTab(disk);
    for (const typed of ['H', 'Ha', 'Hal', 'Half']) void tab.keep(place, { ...draft, typed });
    await tab.keep(place, draft);
    expect(disk.written.at(-1)).toBe(draft.typed);
    expect(disk.written.length).toBeLessThan(5);
    expect(await openTab(disk).find(place)).toEqual(draft);
  });

  test('is gone once nothing stands there any more', async () => {
    const disk = makeDisk();
    const tab = openTab(disk);
    await tab.keep(place, draft);
    await tab.keep(place, { ...draft, typed: ' \n' });
    expect(disk.kept.size).toBe(0);
    expect(tab.inTab(place)).toBeNull();
  });

  test('stays in the tab where the disk is full or forbidden, and this is said', async () => {
    const disk = makeDisk();
    disk.isFull = true;
    const tab = openTab(disk);
    expect(await tab.keep(place, draft)).toBe(false);
    expect(await tab.find(place)).toEqual(draft);
    expect(await tab.count('ada')).toBe(1);
    const without = createCommentDrafts(() => Promise.reject(new Error('plain http')));
    expect(await without.find(place)).toBeNull();
    expect(await without.keep(place, draft)).toBe(false);
  });

  test('is counted, and gone with everything of its person when they sign out; that of others stays', async () => {
    const disk = makeDisk();
    const tab = openTab(disk);
    await tab.keep(place, draft);
    await tab.keep({ ...place, requirementNumber: '8.3.6' }, draft);
    await tab.keep({ ...place, userId: 'bea' }, draft);
    expect([await tab.count('ada'), await tab.count('bea')]).toEqual([2, 1]);
    void tab.keep(place, { ...draft, typed: 'on its way' });
    await tab.forget('ada');
    expect([await tab.count('ada'), await tab.count('bea')]).toEqual([0, 1]);
    expect(await tab.find(place)).toBeNull();
  });

  test('does not come back from another tab that has it open while its person signs out', async () => {
    const disk = makeDisk();
    const [here, there] = [openTab(disk), openTab(disk)];
    const stop = hearSignedOut('ada', () => void there.forget('ada'));
    await there.keep(place, draft);
    tellSignedOut('ada');
    await here.forget('ada');
    await vi.waitFor(() => expect(there.inTab(place)).toBeNull());
    stop();
    expect(await there.keep(place, { ...draft, typed: 'Half a sentence' })).toBe(false);
    expect([disk.kept.size, there.inTab(place)]).toEqual([0, null]);
    there.begin('ada');
    expect(await there.keep(place, draft)).toBe(true);
  });

  test('waits on the disk when the workspace is left without signing out', async () => {
    const disk = makeDisk();
    const tab = openTab(disk);
    await tab.keep(place, draft);
    tab.letGo();
    expect(tab.inTab(place)).toBeNull();
    expect(await tab.find(place)).toEqual(draft);
  });
});

describe('what an earlier version has left readable', () => {
  const name = 'inplace.comment.ada.2026.6.3.3';

  test('is sealed and taken away when its person is back', async () => {
    const disk = makeDisk();
    const storage = makeStorage({ [name]: JSON.stringify(draft), other: 'x' });
    expect(await openTab(disk, storage).find(place)).toEqual(draft);
    expect([...storage.kept.keys()]).toEqual(['other']);
    await Promise.resolve();
    expect(await openTab(disk).find(place)).toEqual(draft);
  });

  test('stays where it is until it is on the disk', async () => {
    const disk = makeDisk();
    const storage = makeStorage({ [name]: JSON.stringify(draft) });
    const there: boolean[] = [];
    const { write } = disk;
    disk.write = (at, value) => {
      there.push(storage.kept.has(name));
      return write(at, value);
    };
    disk.isFull = true;
    const tab = openTab(disk, storage);
    expect(await tab.find(place)).toEqual(draft);
    expect([...storage.kept.keys()], 'the disk is full').toEqual([name]);
    disk.isFull = false;
    expect(await openTab(disk, storage).find(place)).toEqual(draft);
    expect([there, storage.kept.size]).toEqual([[true, true], 0]);
  });

  test('does not come back once it was sent from a tab that could not keep it', async () => {
    const disk = makeDisk();
    disk.isFull = true;
    const storage = makeStorage({ [name]: JSON.stringify(draft) });
    const tab = openTab(disk, storage);
    await tab.find(place);
    await tab.keep(place, { ...draft, typed: '' });
    expect(await tab.find(place)).toBeNull();
  });

  test('goes when its person signs out', async () => {
    const theirs = 'inplace.comment.bea.2026.6.3.3';
    const storage = makeStorage({ [name]: JSON.stringify(draft), [theirs]: '{}' });
    await openTab(makeDisk(), storage).forget('ada');
    expect([...storage.kept.keys()]).toEqual([theirs]);
  });

  test.each(['', '{', '[]', '"x"', '{"typed":1,"commentId":"x"}', '{"typed":"x"}'])(
    'is nothing where %j stands',
    async (text) => {
      expect(await openTab(makeDisk(), makeStorage({ [name]: text })).find(place)).toBeNull();
    },
  );
});

test('ids are UUIDs of their own', () => {
  const ids = Array.from({ length: 100 }, randomId);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(100);
});
