import 'server-only';
import { commit, eventList } from '@/lib/audit-trail/commit';
import type { AddIntegrationInput } from '../schema';
import { assertNameIsFree, type FurtherGrants, type Manage, settleParts } from './parts';

/** Adds a payment integration, and on the way the legal entity or provider that came with the form. */
export function addIntegration(
  grant: Manage,
  { newLegalEntity, newServiceProvider, legalEntityId, serviceProviderIds, ...facts }: AddIntegrationInput,
  further: FurtherGrants = {},
): Promise<{ integrationId: string }> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    await assertNameIsFree(tx, grant, facts.name, null);
    const parts = { legalEntityId, newLegalEntity, serviceProviderIds, newServiceProvider };
    const { legalEntity, providers, events } = await settleParts(tx, grant, further, parts, null);
    const { id } = await tx.integration.create({
      data: { ...facts, organizationId, legalEntityId: legalEntity.id },
      select: { id: true },
    });
    await tx.integrationProvider.createMany({
      data: providers.map((provider) => ({
        organizationId,
        integrationId: id,
        serviceProviderId: provider.id,
      })),
    });
    return {
      result: { integrationId: id },
      events: eventList([
        ...events,
        {
          type: 'integration.added',
          subject: { type: 'integration', id },
          data: {
            name: facts.name,
            method: facts.method,
            channels: facts.channels,
            legalEntity: legalEntity.name,
            providers: providers.map((provider) => provider.name),
          },
        },
      ]),
    };
  });
}
