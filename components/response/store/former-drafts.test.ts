import { expect, test } from 'vitest';
import { formerDrafts } from './former-drafts';

function storageOf(entries: Record<string, string>) {
  const values = new Map(Object.entries(entries));
  return {
    values,
    get length() {
      return values.size;
    },
    key: (index: number) => [...values.keys()][index] ?? null,
    getItem: (name: string) => values.get(name) ?? null,
    removeItem: (name: string) => void values.delete(name),
  };
}

test('finds what an earlier version kept of this person and assessment, and leaves the rest alone', async () => {
  const others = {
    'inplace.draft.priya.other.6.3.3/0': '{"version":1,"changes":{"finding":"IN_PLACE"}}',
    'inplace.draft.mallory.shop.6.3.3/0': '{"version":1,"changes":{"finding":"IN_PLACE"}}',
    'inplace.draft.priya.shop.6.3.4/0': 'half a',
    'inplace.draft.priya.shop.6.3.5/0': '{"version":"1","changes":null}',
  };
  const storage = storageOf({
    ...others,
    'inplace.draft.priya.shop.6.3.3/0': '{"version":2,"changes":{"planAction":"Patch"},"attempts":[]}',
  });
  const former = formerDrafts(storage, 'priya', 'shop');
  expect(await former.list()).toEqual([
    ['6.3.3/0', { version: 2, save: null, pending: { planAction: 'Patch' }, order: 0 }],
  ]);
  await former.remove('6.3.3/0');
  expect(Object.fromEntries(storage.values)).toEqual(others);
});

test('finds nothing where the browser has no storage', async () => {
  expect(await formerDrafts(null, 'priya', 'shop').list()).toEqual([]);
});
