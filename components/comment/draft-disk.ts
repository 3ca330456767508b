import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { createSealer, type Sealed } from '@/components/response/store/sealing';
import type { CommentDraft, DraftPlace } from './drafts';

type Path = [userId: string, organizationId: string, assessmentId: string, requirementNumber: string];
type Database = DBSchema & { drafts: { key: Path; value: Sealed } };

/** Where comments wait that are not sent: on the disk of this browser, readable with the person's key alone. */
export const browserDisk = {
  read: async (place: DraftPlace): Promise<CommentDraft | null> => {
    const sealer = await createSealer(place.key);
    const sealed = await inside((database) => database.get('drafts', pathOf(place)));
    return sealed ? sealer.open<CommentDraft>(sealedAt(place), sealed) : null;
  },
  /** Null: nothing is kept there any more. */
  write: async (place: DraftPlace, draft: CommentDraft | null): Promise<void> => {
    const sealed = draft && (await (await createSealer(place.key)).seal(sealedAt(place), draft));
    await inside(async (database) => {
      if (sealed) await database.put('drafts', sealed, pathOf(place));
      else await database.delete('drafts', pathOf(place));
    });
  },
  count: (userId: string): Promise<number> => inside((database) => database.count('drafts', all(userId))),
  remove: (userId: string): Promise<void> => inside((database) => database.delete('drafts', all(userId))),
};

export type DraftDisk = typeof browserDisk;

const pathOf = ({ userId, organizationId, assessmentId, requirementNumber }: DraftPlace): Path => [
  userId,
  organizationId,
  assessmentId,
  requirementNumber,
];

const sealedAt = (place: DraftPlace) => ['comment', ...pathOf(place)];

/** Everything of one person: a list sorts after any text. */
const all = (userId: string) => IDBKeyRange.bound([userId], [userId, []]);

async function inside<R>(work: (database: IDBPDatabase<Database>) => Promise<R>): Promise<R> {
  const database = await openDB<Database>('inplace-comments', 1, {
    upgrade: (made) => void made.createObjectStore('drafts'),
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
