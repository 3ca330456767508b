import { describe, expect, it } from 'vitest';
import { findInDirectory, providerDirectory } from '@/lib/service-provider/directory';
import { integrationMethods, methodGroups } from '../model';
import { matchingProducts, prefillFromProduct, startingProvider } from './prefill';

const stripe = findInDirectory('stripe');

describe('starting from a provider', () => {
  it('keeps it without a product: the one of the register, else the one of the directory', () => {
    const register = [
      { id: 'a', directoryId: 'adyen' },
      { id: 's', directoryId: 'stripe' },
    ];
    expect(startingProvider(stripe, register)).toEqual({ chosenIds: ['s'], suggestedId: null });
    expect(startingProvider(stripe, register.slice(0, 1))).toEqual({ chosenIds: [], suggestedId: 'stripe' });
    expect(startingProvider(null, [{ id: 'x', directoryId: null }])).toEqual({
      chosenIds: [],
      suggestedId: null,
    });
  });
});

describe('starting from a product of the directory', () => {
  it('fills in name, method and channel', () => {
    expect(prefillFromProduct(stripe, '1')).toMatchObject({
      name: 'Checkout (embedded form)',
      method: 'HOSTED_FIELDS',
      channels: ['E_COMMERCE'],
    });
  });

  it.each([undefined, '', '99', '-1', '1.5', 'x', '0001'])(
    'fills in nothing for the position %s',
    (position) => {
      expect(prefillFromProduct(stripe, position)).toBeNull();
    },
  );

  it('works for every product of the directory', () => {
    for (const provider of providerDirectory) {
      provider.methods.forEach((method, index) => {
        expect(prefillFromProduct(provider, String(index))?.product).toBe(method);
      });
    }
    expect(prefillFromProduct(null, '0')).toBeNull();
  });
});

describe('products that match a method', () => {
  it('are found at each provider, or not at all', () => {
    const providers = ['stripe', 'adyen'].flatMap((id) => findInDirectory(id) ?? []);
    expect(matchingProducts('HOSTED_FIELDS', providers).map(({ product }) => product.name)).toEqual([
      'Checkout (embedded form)',
      'Elements (Payment Element, card fields)',
      'Web Drop-in and Components',
    ]);
    expect(matchingProducts('IMPRINTER', providers)).toEqual([]);
  });
});

describe('the groups of the method field', () => {
  it('hold every method once', () => {
    const grouped = methodGroups.flatMap((group) => group.methods);
    expect([...grouped].sort()).toEqual([...integrationMethods].sort());
  });
});
