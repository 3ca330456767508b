import type { DraftDisk } from './draft-disk';

/** A comment that was not sent yet. Its id goes with it: one that arrived without our knowing is not kept twice. */
export type CommentDraft = { commentId: string; typed: string };

/** Whose draft it is, about what, and the key that the server gives to this person alone. */
export type DraftPlace = {
  userId: string;
  organizationId: string;
  assessmentId: string;
  requirementNumber: string;
  key: string;
};

type FormerStorage = Pick<Storage, 'getItem' | 'removeItem' | 'key' | 'length'>;

/**
 * Comments that are not sent wait in the tab, and sealed on the disk of the browser: for one person in one organization,
 * until they are sent or the person signs out. `former`: where earlier versions of Inplace kept them, readable for anybody.
 */
export function createCommentDrafts(
  openDisk: () => Promise<DraftDisk>,
  former: () => FormerStorage | null = () => null,
) {
  const inTab = new Map<string, CommentDraft>();
  const wanted = new Map<string, readonly [DraftPlace, CommentDraft]>();
  const signedOut = new Set<string>();
  let writing: Promise<boolean> | null = null;

  function hold(place: DraftPlace, draft: CommentDraft): void {
    if (isEmpty(draft)) inTab.delete(nameOf(place));
    else inTab.set(nameOf(place), draft);
  }

  /** One write after the other, each with the newest text. Whether all of it is on the disk. */
  async function write(): Promise<boolean> {
    let isKept = true;
    for (const [name, [place, draft]] of wanted) {
      wanted.delete(name);
      try {
        await (await openDisk()).write(place, isEmpty(draft) ? null : draft);
      } catch {
        isKept = false; // forbidden, full, or over plain http: the text is still in the tab
      }
    }
    return isKept;
  }

  function keep(place: DraftPlace, draft: CommentDraft): Promise<boolean> {
    if (signedOut.has(place.userId)) return Promise.resolve(false);
    hold(place, draft);
    if (isEmpty(draft)) former()?.removeItem(formerNameOf(place));
    wanted.set(nameOf(place), [place, draft]);
    writing ??= write().finally(() => {
      writing = null;
    });
    return writing;
  }

  return {
    /** What this tab has; the disk takes longer to ask. */
    inTab: (place: DraftPlace): CommentDraft | null => inTab.get(nameOf(place)) ?? null,
    find: async (place: DraftPlace): Promise<CommentDraft | null> => {
      const known = inTab.get(nameOf(place));
      if (known) return known;
      const old = readFormer(former(), place);
      // On the disk before it goes from where it was: whatever ends the tab in between loses nothing.
      if (!old || (await keep(place, old))) former()?.removeItem(formerNameOf(place));
      if (old) return old;
      return openDisk()
        .then((disk) => disk.read(place))
        .catch(() => null);
    },
    /** Resolves with whether it would outlive the tab. */
    keep,
    /** How many wait for a person in this browser. */
    count: async (userId: string): Promise<number> => {
      const own = [...inTab.keys()].filter((name) => name.startsWith(`${userId} `)).length;
      return openDisk()
        .then((disk) => disk.count(userId))
        .then((kept) => Math.max(kept, own))
        .catch(() => own);
    },
    /** The person is at work in this tab. */
    begin: (userId: string): void => void signedOut.delete(userId),
    /** The person signs out, here or in another tab: nothing of theirs stays, and nothing more is kept. */
    forget: async (userId: string): Promise<void> => {
      signedOut.add(userId);
      for (const map of [inTab, wanted])
        for (const name of map.keys()) if (name.startsWith(`${userId} `)) map.delete(name);
      await writing;
      forgetFormer(former(), userId);
      await openDisk()
        .then((disk) => disk.remove(userId))
        .catch(() => undefined);
    },
    /** Nobody is at work in this tab any more; what is on the disk waits for its person. */
    letGo: (): void => inTab.clear(),
  };
}

const nameOf = ({ userId, organizationId, assessmentId, requirementNumber }: DraftPlace) =>
  [userId, organizationId, assessmentId, requirementNumber].join(' ');

const isEmpty = ({ typed }: CommentDraft) => typed.trim() === '';

const formerName = (userId: string) => `inplace.comment.${userId}.`;

const formerNameOf = ({ userId, assessmentId, requirementNumber }: DraftPlace) =>
  `${formerName(userId)}${assessmentId}.${requirementNumber}`;

/** What an earlier version has left, where it is one of ours. */
function readFormer(storage: FormerStorage | null, place: DraftPlace): CommentDraft | null {
  try {
    const text = storage?.getItem(formerNameOf(place)) ?? '';
    const { commentId, typed } = JSON.parse(text) as CommentDraft;
    return typeof typed === 'string' && typeof commentId === 'string' ? { commentId, typed } : null;
  } catch {
    return null;
  }
}

function forgetFormer(storage: FormerStorage | null, userId: string): void {
  const names = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '');
  for (const name of names) if (name.startsWith(formerName(userId))) storage?.removeItem(name);
}

/** Those of this tab. */
export const commentDrafts = createCommentDrafts(
  async () => (await import('./draft-disk')).browserDisk,
  () => {
    try {
      return typeof window === 'undefined' ? null : window.localStorage;
    } catch {
      return null; // forbidden by the browser's settings
    }
  },
);
