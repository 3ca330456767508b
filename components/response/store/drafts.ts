import type { ResponseChanges } from '@/lib/response/model';
import type { RowKey, Save } from './state';
import type { Vault } from './vault';

/** What one answer row has not got acknowledged yet, the version that the person saw, and its turn. */
export type Draft = { version: number; save: Save | null; pending: ResponseChanges; order: number };

export type Drafts = {
  keep: (key: RowKey, draft: Draft) => void;
  drop: (key: RowKey) => void;
  /** How many rows would end with this tab: there is no storage, no room in it, or the page came over plain http. */
  notKept: () => number;
  /** Offers what earlier pages left, as soon as each is closed, in the order of the edits; what is not taken stays. */
  takeOver: (take: (key: RowKey, draft: Draft) => boolean) => void;
};

/** What a page has left behind. */
export type Left = { list: () => Promise<[RowKey, Draft][]>; remove: (key: RowKey) => Promise<void> };

export type DraftsOutside = {
  /** Rejects where nothing can be kept. */
  openVault: () => Promise<Vault>;
  /** Runs the work when the named page is gone, in one tab at a time. */
  whenGone: (tabId: string, work: () => Promise<void>) => void;
  /** What an earlier version of Inplace has left. */
  former: Left;
  /** Something was written, or could not be. */
  changed: () => void;
};

/**
 * Keeps what is not acknowledged in the browser: it survives a reload, a crash and a lost session. Every change belongs to
 * the one page that made it; after that page is gone it goes to the one page that takes it over.
 */
export function createDrafts({ openVault, whenGone, former, changed }: DraftsOutside): Drafts {
  const wanted = new Map<RowKey, Draft | null>();
  const mine = new Set<RowKey>();
  let isKept = true;
  let opening: Promise<Vault> | null = null;
  let writing: Promise<void> | null = null;

  function vault(): Promise<Vault> {
    opening ??= openVault().catch((error: unknown) => {
      opening = null; // another time it may open
      throw error;
    });
    return opening;
  }

  function want(key: RowKey, draft: Draft | null): void {
    wanted.set(key, draft);
    writing ??= write().finally(() => {
      writing = null;
    });
  }

  async function write(): Promise<void> {
    while (wanted.size > 0) {
      let entries: [RowKey, Draft | null][] = [];
      let isDone = false;
      try {
        const open = await vault();
        entries = [...wanted];
        wanted.clear();
        await open.write(entries);
        isDone = true;
      } catch {
        // The text is still in the page. What was newer meanwhile stays newer.
        for (const [key, draft] of entries) if (!wanted.has(key)) wanted.set(key, draft);
      }
      if (isDone !== isKept) {
        isKept = isDone;
        changed();
      }
      if (!isDone) return; // with the next edit it is tried again
    }
  }

  async function takeFrom({ list, remove }: Left, take: (key: RowKey, draft: Draft) => boolean) {
    const left = (await list()).sort(([, one], [, other]) => one.order - other.order);
    const taken = left.filter(([key, draft]) => take(key, draft));
    await writing; // all of it stands under this page before it goes from under the other
    if (isKept) for (const [key] of taken) await remove(key);
  }

  return {
    keep: (key, draft) => {
      mine.add(key);
      want(key, draft);
    },
    drop: (key) => {
      if (mine.delete(key)) want(key, null);
    },
    notKept: () => (isKept ? 0 : mine.size),
    takeOver: (take) => {
      void takeFrom(former, take);
      const offer = async () => {
        const open = await vault();
        for (const tabId of await open.tabs()) {
          const left = { list: () => open.list(tabId), remove: (key: RowKey) => open.remove(tabId, key) };
          whenGone(tabId, () => takeFrom(left, take));
        }
      };
      offer().catch(() => undefined); // nothing can be kept here, so nothing was
    },
  };
}
