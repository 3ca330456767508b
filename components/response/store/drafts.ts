import type { ResponseChanges } from '@/lib/response/model';
import type { RowKey } from './state';

/** What is not acknowledged yet, kept in the browser: it survives a reload, a crash and a lost session. */
export type Draft = { version: number; changes: ResponseChanges; attempts: ResponseChanges[] };

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export type Drafts = {
  list: () => [RowKey, Draft][];
  keep: (key: RowKey, draft: Draft) => void;
  drop: (key: RowKey) => void;
};

/** Drafts belong to one person and one assessment; nobody else who signs in here gets to see them. */
export function createDrafts(storage: DraftStorage | null, userId: string, assessmentId: string): Drafts {
  const prefix = `inplace.draft.${userId}.${assessmentId}.`;
  const mine = new Set<RowKey>();
  const quietly = (work: (storage: DraftStorage) => void) => {
    // A full or forbidden storage must not stop the typing: the text is still in the page.
    try {
      if (storage) work(storage);
    } catch {}
  };
  return {
    list: () => {
      const found: [RowKey, Draft][] = [];
      quietly((store) => {
        for (let index = 0; index < store.length; index += 1) {
          const name = store.key(index);
          if (!name?.startsWith(prefix)) continue;
          const draft = parseDraft(store.getItem(name));
          if (draft) found.push([name.slice(prefix.length), draft]);
        }
      });
      return found;
    },
    keep: (key, draft) => {
      mine.add(key);
      quietly((store) => store.setItem(prefix + key, JSON.stringify(draft)));
    },
    drop: (key) => {
      // Another tab may keep a draft of the same row; only the tab that wrote it takes it away.
      if (!mine.delete(key)) return;
      quietly((store) => store.removeItem(prefix + key));
    },
  };
}

function parseDraft(text: string | null): Draft | null {
  if (!text) return null;
  try {
    const { version, changes, attempts } = JSON.parse(text) as Partial<Draft>;
    if (typeof version !== 'number' || typeof changes !== 'object' || changes === null) return null;
    return { version, changes, attempts: Array.isArray(attempts) ? attempts : [] };
  } catch {
    return null;
  }
}
