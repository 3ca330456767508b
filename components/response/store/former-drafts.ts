import type { ResponseChanges } from '@/lib/response/model';
import type { Draft, Left } from './drafts';
import type { RowKey } from './state';

type FormerStorage = Pick<Storage, 'getItem' | 'removeItem' | 'key' | 'length'>;

/** What an earlier version of Inplace kept in the local storage, readable for anybody. */
export function formerDrafts(storage: FormerStorage | null, userId: string, assessmentId: string): Left {
  const prefix = `inplace.draft.${userId}.${assessmentId}.`;
  return {
    list: async () => {
      const names = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '');
      const found: [RowKey, Draft][] = [];
      for (const name of names.filter((each) => each.startsWith(prefix))) {
        const draft = parse(storage?.getItem(name) ?? null);
        if (draft) found.push([name.slice(prefix.length), draft]);
      }
      return found;
    },
    remove: async (key) => storage?.removeItem(prefix + key),
  };
}

function parse(text: string | null): Draft | null {
  try {
    const { version, changes } = JSON.parse(text ?? '') as { version?: unknown; changes?: unknown };
    if (typeof version !== 'number' || typeof changes !== 'object' || changes === null) return null;
    return { version, save: null, pending: changes as ResponseChanges, order: 0 };
  } catch {
    return null;
  }
}
