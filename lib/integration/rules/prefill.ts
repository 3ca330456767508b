import type { DirectoryMethod, DirectoryProvider } from '@/lib/service-provider/model';
import { type Channel, type IntegrationMethod, integrationMethods, methodFacts } from '../model';

export type IntegrationPrefill = {
  name: string;
  method: IntegrationMethod;
  channels: Channel[];
  provider: DirectoryProvider;
  product: DirectoryMethod;
};

/** An integration form started from a product of the provider directory: `position` is its place in the list. */
export function prefillFromProduct(
  provider: DirectoryProvider | null,
  position: string | undefined,
): IntegrationPrefill | null {
  if (!provider || !position || !/^\d{1,3}$/.test(position)) return null;
  const product = provider.methods[Number(position)];
  const method = integrationMethods.find((candidate) => candidate === product?.kind);
  if (!product || !method) return null;
  const [first] = methodFacts[method].channels;
  return { name: product.name, method, channels: first ? [first] : [], provider, product };
}

/** Products of an integration's providers that match its method: what is usually asked for, with its doubts. */
export function matchingProducts(
  method: IntegrationMethod,
  providers: readonly DirectoryProvider[],
): { provider: DirectoryProvider; product: DirectoryMethod }[] {
  return providers.flatMap((provider) =>
    provider.methods.filter((product) => product.kind === method).map((product) => ({ provider, product })),
  );
}

/**
 * The provider that a new integration starts from, with or without one of its products: those of the register that are it,
 * else the one to be added from the directory.
 */
export function startingProvider(
  provider: DirectoryProvider | null,
  register: readonly { id: string; directoryId: string | null }[],
): { chosenIds: string[]; suggestedId: string | null } {
  const known = register.filter(({ directoryId }) => provider !== null && directoryId === provider.id);
  return {
    chosenIds: known.map(({ id }) => id),
    suggestedId: provider && known.length === 0 ? provider.id : null,
  };
}
