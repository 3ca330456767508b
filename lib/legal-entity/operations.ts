import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { sameName } from '@/lib/platform/names';
import type { LegalEntityInput, QuickLegalEntityInput } from './schema';

type Manage = Grant<'legal-entity:manage'>;

/** Adds a legal entity inside another command's transaction. */
export async function insertLegalEntity(
  tx: Transaction,
  grant: Manage,
  input: LegalEntityInput | QuickLegalEntityInput,
): Promise<{ legalEntityId: string; event: DomainEvent }> {
  await assertLegalEntityNameIsFree(tx, grant, input.name, null);
  const { organizationId } = grant;
  const { id } = await tx.legalEntity.create({ data: { ...input, organizationId }, select: { id: true } });
  return {
    legalEntityId: id,
    event: {
      type: 'legal-entity.added',
      subject: { type: 'legal-entity', id },
      data: { name: input.name, entityType: input.entityType },
    },
  };
}

/** Two entities of one name cannot be told apart in lists; archived ones do not count. */
export async function assertLegalEntityNameIsFree(
  tx: Transaction,
  grant: Manage,
  name: string,
  exceptId: string | null,
): Promise<void> {
  const taken = await tx.legalEntity.findFirst({
    where: {
      organizationId: grant.organizationId,
      archivedAt: null,
      name: await sameName(tx, grant.organizationId, 'legal entities', name),
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { id: true },
  });
  if (!taken) return;
  const words = 'A legal entity of this name exists already. Use that one, or a name that tells them apart.';
  throw new AppError('INVALID', undefined, { name: [words] });
}
