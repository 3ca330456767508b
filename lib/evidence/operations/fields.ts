import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { spelledAsKnown } from '@/lib/tag/rules';
import type { Confidentiality } from '../model/fields';
import { unsafeListOwners, unsafeListTags } from '../queries/choices';

/** What may be said about an item beside its contents, as the forms send it; what is not there is not said. */
export type SaidFields = {
  coversFrom?: string | null | undefined;
  coversTo?: string | null | undefined;
  ownerId?: string | undefined;
  confidentiality?: Confidentiality | undefined;
  source?: string | undefined;
  tags?: readonly string[] | undefined;
};

/** The fields of a new item, and what its event says of them. Whoever adds it answers for it, unless another is named. */
export async function newFields(tx: Transaction, grant: Grant, said: SaidFields) {
  const { coversFrom = null, coversTo = null, confidentiality = 'INTERNAL', source = '' } = said;
  const { userId, name } = grant.actor;
  const isOwn = !said.ownerId || said.ownerId === userId;
  const owner = isOwn ? name : (await findOwner(tx, grant, said.ownerId ?? '')).name;
  const tags = await spelledTags(tx, grant, said.tags ?? []);
  return {
    data: {
      coversFrom: coversFrom ? fromDay(coversFrom) : null,
      coversTo: coversTo ? fromDay(coversTo) : null,
      ownerId: isOwn ? userId : (said.ownerId ?? null),
      confidentiality,
      source,
      tags,
    },
    facts: { coversFrom, coversTo, owner, confidentiality, source, tags },
  };
}

/** A member who may answer for evidence. Throws INVALID: for anybody else in the same words, known here or not. */
export async function findOwner(
  tx: Transaction,
  grant: Grant,
  ownerId: string,
): Promise<{ userId: string; name: string }> {
  const owner = (await unsafeListOwners(tx, grant.organizationId)).find(({ userId }) => userId === ownerId);
  if (owner) return owner;
  throw new AppError('INVALID', undefined, { ownerId: ['Choose a member of the list.'] });
}

/** Tags, each written as it is elsewhere. */
export async function spelledTags(tx: Transaction, grant: Grant, tags: readonly string[]): Promise<string[]> {
  if (tags.length === 0) return [];
  return spelledAsKnown(tags, await unsafeListTags(tx, grant.organizationId));
}
