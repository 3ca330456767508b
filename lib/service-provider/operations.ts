import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { sameName } from '@/lib/platform/names';
import { findInDirectory } from './directory';
import type { QuickServiceProviderInput, ServiceProviderInput } from './schema';

type Manage = Grant<'service-provider:manage'>;

/** Adds a third party inside another command's transaction, with the website the directory knows. */
export async function insertServiceProvider(
  tx: Transaction,
  grant: Manage,
  input: ServiceProviderInput | QuickServiceProviderInput,
): Promise<{ serviceProviderId: string; event: DomainEvent }> {
  await assertServiceProviderNameIsFree(tx, grant, input.name, null);
  const data =
    'services' in input
      ? serviceProviderColumns(input)
      : { ...input, website: findInDirectory(input.directoryId)?.website ?? '' };
  const { id } = await tx.serviceProvider.create({
    data: { ...data, organizationId: grant.organizationId },
    select: { id: true },
  });
  return {
    serviceProviderId: id,
    event: {
      type: 'service-provider.added',
      subject: { type: 'service-provider', id },
      data: { name: input.name, kind: input.kind, directoryId: input.directoryId },
    },
  };
}

/** Calendar days of an input as the database keeps them. */
export function serviceProviderColumns(input: ServiceProviderInput) {
  return {
    ...input,
    attestationOn: input.attestationOn ? fromDay(input.attestationOn) : null,
    attestationValidUntil: input.attestationValidUntil ? fromDay(input.attestationValidUntil) : null,
  };
}

/** Two providers of one name cannot be told apart in lists; archived ones do not count. */
export async function assertServiceProviderNameIsFree(
  tx: Transaction,
  grant: Manage,
  name: string,
  exceptId: string | null,
): Promise<void> {
  const taken = await tx.serviceProvider.findFirst({
    where: {
      organizationId: grant.organizationId,
      archivedAt: null,
      name: await sameName(tx, grant.organizationId, 'providers', name),
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { id: true },
  });
  if (!taken) return;
  const words = 'A provider of this name stands in the register already.';
  throw new AppError('INVALID', undefined, { name: [words] });
}
