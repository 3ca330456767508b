import { type Changes, changesBetween } from '@/lib/audit-trail/model';
import {
  cardBrands,
  channelNames,
  channels,
  type IntegrationFacts,
  integrationMethods,
  methodFacts,
} from '../model';

type FlatFacts = Record<string, string | number | boolean | null | string[]>;

/** The facts side by side under the names of the form's fields; providers by name, as people know them. */
export function flatFacts(
  facts: Omit<IntegrationFacts, 'serviceProviderIds' | 'legalEntityId'>,
  names: { legalEntity: string; providers: readonly string[] },
): FlatFacts {
  const { yearlyTransactions, merchantLevels } = facts;
  const flat: FlatFacts = {
    name: facts.name,
    legalEntityId: names.legalEntity,
    method: facts.method,
    channels: facts.channels,
    serviceProviderIds: [...names.providers].sort(),
    sites: facts.sites,
    endpoints: facts.endpoints,
    storesAccountData: facts.storesAccountData,
    ownerName: facts.ownerName,
    dataFlow: facts.dataFlow,
  };
  for (const brand of cardBrands) {
    for (const channel of channels) {
      flat[`yearlyTransactions.${brand}.${channel}`] = yearlyTransactions[brand]?.[channel] ?? null;
    }
    flat[`merchantLevels.${brand}.level`] = merchantLevels[brand]?.level ?? null;
    flat[`merchantLevels.${brand}.reason`] = merchantLevels[brand]?.reason ?? '';
  }
  return flat;
}

/** What differs between two states of an integration. */
export function integrationChanges(before: FlatFacts, after: FlatFacts): Changes {
  return changesBetween(before, after, Object.keys(after));
}

/** Words for the constants that stand in facts. */
export const factWords: Readonly<Record<string, string>> = {
  ...channelNames,
  ...Object.fromEntries(integrationMethods.map((method) => [method, methodFacts[method].label])),
};
