import 'server-only';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { openAssessmentRefusal } from '@/lib/legal-entity/rules';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { assertNameIsFree, lockedIntegration, type Manage, settleParts } from './parts';

/** Takes an integration out of the lists. Refused while an open assessment covers it. */
export function archiveIntegration(grant: Manage, integrationId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const row = await lockedIntegration(tx, grant, integrationId);
    if (row.archivedAt) return unchanged(undefined);
    const assessments = await tx.assessment.findMany({
      where: {
        organizationId: grant.organizationId,
        status: 'OPEN',
        archivedAt: null,
        integrations: { some: { integrationId } },
      },
      select: { name: true },
      orderBy: { name: 'asc' },
    });
    const refusal = openAssessmentRefusal(
      'This integration',
      assessments.map((assessment) => assessment.name),
    );
    if (refusal) throw new AppError('WRONG_STATE', refusal);
    await setArchivedAt(tx, grant, integrationId, now());
    return {
      result: undefined,
      events: [
        {
          type: 'integration.archived',
          subject: { type: 'integration', id: integrationId },
          data: { name: row.name },
        },
      ],
    };
  });
}

/** Brings an archived integration back, when its legal entity and providers are in use. */
export function restoreIntegration(grant: Manage, integrationId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const row = await lockedIntegration(tx, grant, integrationId);
    if (!row.archivedAt) return unchanged(undefined);
    await assertNameIsFree(tx, grant, row.name, integrationId);
    await assertPartsAreInUse(tx, grant, row);
    await setArchivedAt(tx, grant, integrationId, null);
    return {
      result: undefined,
      events: [
        {
          type: 'integration.restored',
          subject: { type: 'integration', id: integrationId },
          data: { name: row.name },
        },
      ],
    };
  });
}

type Row = Awaited<ReturnType<typeof lockedIntegration>>;

async function assertPartsAreInUse(tx: Transaction, grant: Manage, row: Row) {
  const parts = {
    legalEntityId: row.legalEntityId,
    serviceProviderIds: row.providers.map((link) => link.serviceProvider.id),
  };
  try {
    await settleParts(tx, grant, {}, parts, null);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'INVALID') throw error;
    throw new AppError(
      'WRONG_STATE',
      'Its legal entity or one of its providers is archived. Restore those first, then this integration.',
    );
  }
}

async function setArchivedAt(tx: Transaction, grant: Manage, id: string, archivedAt: Date | null) {
  await tx.integration.update({
    where: { organizationId_id: { organizationId: grant.organizationId, id } },
    data: { archivedAt, version: { increment: 1 } },
  });
}
