import 'server-only';
import { addIntegration } from '@/lib/integration/commands/add-integration';
import { addAcquirer } from '@/lib/legal-entity/commands/acquirer';
import { addLegalEntity } from '@/lib/legal-entity/commands/legal-entity';
import { addMerchantId } from '@/lib/legal-entity/commands/merchant-id';
import { addServiceProvider } from '@/lib/service-provider/commands';
import type { ServiceProviderInput } from '@/lib/service-provider/schema';
import {
  acquirer,
  integrations,
  legalEntity,
  merchantIds,
  type ProviderKey,
  providers,
  type SampleIntegration,
} from '../model/company';
import type { SampleGrants } from './sample';

export type SampleRegister = {
  legalEntityId: string;
  acquirerId: string;
  providerIds: Record<ProviderKey, string>;
  integrations: (SampleIntegration & { integrationId: string; merchantIdId: string })[];
};

/** The company, its acquirer and merchant ids, third parties and the five ways in which it takes cards. */
export async function fillRegister(
  grants: SampleGrants,
  day: (distance: number) => string,
): Promise<SampleRegister> {
  const manageEntities = grants('legal-entity:manage');
  const { legalEntityId } = await addLegalEntity(manageEntities, legalEntity);
  const { acquirerId } = await addAcquirer(manageEntities, acquirer(day(20)));
  const providerIds = {} as Record<ProviderKey, string>;
  for (const [key, provider] of Object.entries(providers(day)) as [ProviderKey, ServiceProviderInput][]) {
    const { serviceProviderId } = await addServiceProvider(grants('service-provider:manage'), provider);
    providerIds[key] = serviceProviderId;
  }
  const placed: SampleRegister['integrations'] = [];
  for (const entry of integrations) {
    const { integrationId } = await addIntegration(grants('integration:manage'), {
      ...entry.integration,
      legalEntityId,
      serviceProviderIds: entry.providerKeys.map((key) => providerIds[key]),
    });
    const { merchantIdId } = await addMerchantId(manageEntities, legalEntityId, {
      ...merchantIds[entry.key],
      acquirerId,
    });
    placed.push({ ...entry, integrationId, merchantIdId });
  }
  return { legalEntityId, acquirerId, providerIds, integrations: placed };
}
