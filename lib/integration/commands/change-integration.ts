import 'server-only';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { overtakenFields, overtakenMessage } from '@/lib/legal-entity/rules';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import type { Channel, IntegrationMethod } from '../model';
import { factWords, flatFacts, integrationChanges } from '../rules/changes';
import { type ChangeIntegrationInput, storedVolumes } from '../schema';
import { assertNameIsFree, type FurtherGrants, lockedIntegration, type Manage, settleParts } from './parts';

/** Changes the facts of an integration. Its legal entity stays once an assessment covers it. */
export function changeIntegration(
  grant: Manage,
  integrationId: string,
  input: ChangeIntegrationInput,
  further: FurtherGrants = {},
): Promise<{ integrationId: string }> {
  const { version, newLegalEntity, newServiceProvider, legalEntityId, serviceProviderIds, ...facts } = input;
  return commit(grant, async (tx) => {
    const row = await lockedIntegration(tx, grant, integrationId);
    if (row.archivedAt) {
      throw new AppError('WRONG_STATE', 'This integration is archived. Restore it before you change it.');
    }
    const keptProviders = row.providers.map((link) => link.serviceProvider);
    const kept = { legalEntityId: row.legalEntityId, serviceProviderIds: keptProviders.map(({ id }) => id) };
    const parts = { legalEntityId, newLegalEntity, serviceProviderIds, newServiceProvider };
    const { legalEntity, providers, events } = await settleParts(tx, grant, further, parts, kept);
    const before = flatFacts(
      {
        ...row,
        ...storedVolumes.parse(row),
        method: row.method as IntegrationMethod,
        channels: row.channels as Channel[],
      },
      { legalEntity: row.legalEntity.name, providers: keptProviders.map(({ name }) => name) },
    );
    const after = flatFacts(facts, {
      legalEntity: legalEntity.name,
      providers: providers.map(({ name }) => name),
    });
    if (row.version !== version) {
      const differences = integrationChanges(after, before);
      throw new AppError('CONFLICT', overtakenMessage, overtakenFields(differences, factWords));
    }
    const changes = integrationChanges(before, after);
    if (Object.keys(changes).length === 0) return unchanged({ integrationId });
    if (changes.name) await assertNameIsFree(tx, grant, facts.name, integrationId);
    if (legalEntity.id !== row.legalEntityId) await assertEntityMayChange(tx, grant, integrationId);
    await tx.integration.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: integrationId } },
      data: { ...facts, legalEntityId: legalEntity.id, version: { increment: 1 } },
    });
    await replaceProviders(
      tx,
      grant,
      integrationId,
      providers.map(({ id }) => id),
    );
    return {
      result: { integrationId },
      events: eventList([
        ...events,
        { type: 'integration.changed', subject: { type: 'integration', id: integrationId }, data: changes },
      ]),
    };
  });
}

async function replaceProviders(
  tx: Transaction,
  grant: Manage,
  integrationId: string,
  ids: readonly string[],
) {
  const { organizationId } = grant;
  await tx.integrationProvider.deleteMany({
    where: { organizationId, integrationId, serviceProviderId: { notIn: [...ids] } },
  });
  await tx.integrationProvider.createMany({
    data: ids.map((serviceProviderId) => ({ organizationId, integrationId, serviceProviderId })),
    skipDuplicates: true,
  });
}

/** An assessment belongs to one legal entity; so does what it covered. */
async function assertEntityMayChange(tx: Transaction, grant: Manage, integrationId: string) {
  const covered = await tx.assessmentIntegration.findFirst({
    where: { organizationId: grant.organizationId, integrationId },
    select: { assessment: { select: { name: true } } },
  });
  if (!covered) return;
  const words = `The assessment “${covered.assessment.name}” covers this integration for its legal entity. Add another integration for the other one.`;
  throw new AppError('INVALID', undefined, { legalEntityId: [words] });
}
