import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Draft } from './drafts';
import { createSealer, type Sealed } from './sealing';
import type { RowKey } from './state';

/** Whose, where, of which tab, which answer row. */
type Path = [userId: string, organizationId: string, assessmentId: string, tabId: string, key: RowKey];
type Database = DBSchema & { unsent: { key: Path; value: Sealed } };

/** What is not saved yet, on the disk of this browser and readable with the person's key alone. */
export type Vault = {
  /** Writes all of it or nothing: drafts of this tab, and null for what is no longer needed. */
  write: (entries: readonly (readonly [RowKey, Draft | null])[]) => Promise<void>;
  /** Other pages that have left something here. They may still be open. */
  tabs: () => Promise<string[]>;
  list: (tabId: string) => Promise<[RowKey, Draft][]>;
  remove: (tabId: string, key: RowKey) => Promise<void>;
};

export type VaultPlace = {
  userId: string;
  organizationId: string;
  assessmentId: string;
  /** 256 bits as base64. The server gives it to this person alone. */
  key: string;
};

/** Rejects where the browser has no storage, or no cryptography because the page came over plain http. */
export async function openVault(place: VaultPlace, ownTab: string): Promise<Vault> {
  const { userId, organizationId, assessmentId } = place;
  const sealer = await createSealer(place.key);
  const database = await openDatabase();
  const pathOf = (tabId: string, row: RowKey): Path => [userId, organizationId, assessmentId, tabId, row];
  const placeOf = (row: RowKey) => [userId, organizationId, assessmentId, row];

  return {
    write: async (entries) => {
      const ready = await Promise.all(
        entries.map(
          async ([row, draft]) => [row, draft && (await sealer.seal(placeOf(row), draft))] as const,
        ),
      );
      // On the disk, and not in a cache of the system, before it counts as kept.
      const turn = database.transaction('unsent', 'readwrite', { durability: 'strict' });
      const done = ready.map(([row, value]) =>
        value ? turn.store.put(value, pathOf(ownTab, row)) : turn.store.delete(pathOf(ownTab, row)),
      );
      await Promise.all([...done, turn.done]);
    },
    tabs: async () => {
      const paths = await database.getAllKeys('unsent', under([userId, organizationId, assessmentId]));
      return [...new Set(paths.map(([, , , tabId]) => tabId))].filter((tabId) => tabId !== ownTab);
    },
    list: async (tabId) => {
      const range = under([userId, organizationId, assessmentId, tabId]);
      const turn = database.transaction('unsent');
      const [paths, values] = await Promise.all([turn.store.getAllKeys(range), turn.store.getAll(range)]);
      const found: [RowKey, Draft][] = [];
      for (const [index, value] of values.entries()) {
        const row = paths[index]?.[4] ?? '';
        const draft = await sealer.open<Draft>(placeOf(row), value);
        if (draft) found.push([row, draft]);
      }
      return found;
    },
    remove: (tabId, row) => database.delete('unsent', pathOf(tabId, row)),
  };
}

/** How many answer rows of a person wait in this browser, of any assessment. */
export async function countUnsent(userId: string): Promise<number> {
  const database = await openDatabase();
  const paths = await database.getAllKeys('unsent', under([userId]));
  database.close();
  return new Set(paths.map(([, ...rest]) => rest.toSpliced(2, 1).join(' '))).size;
}

function openDatabase(): Promise<IDBPDatabase<Database>> {
  return openDB<Database>('inplace', 1, { upgrade: (database) => void database.createObjectStore('unsent') });
}

/** Every path that begins so: a list sorts after any text. */
function under(start: string[]): IDBKeyRange {
  return IDBKeyRange.bound(start, [...start, []]);
}
