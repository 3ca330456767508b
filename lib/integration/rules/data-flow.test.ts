import { describe, expect, it } from 'vitest';
import { type IntegrationMethod, integrationMethods } from '../model';
import { dataFlowSteps, deriveDataFlow } from './data-flow';

function flow(method: IntegrationMethod, facts: object = {}) {
  return deriveDataFlow({
    method,
    providerName: 'Adyen',
    site: 'shop.example',
    storesAccountData: false,
    ...facts,
  });
}

describe('the picture of where card data goes', () => {
  it.each<[IntegrationMethod, boolean]>([
    ['HOSTED_REDIRECT', false],
    ['HOSTED_FIELDS', false],
    ['PROVIDER_SCRIPT_FORM', true],
    ['DIRECT_POST', true],
    ['SERVER_API', true],
    ['PAYMENT_LINK', false],
    ['VIRTUAL_TERMINAL', true],
    ['TERMINAL_P2PE', false],
    ['PAYMENT_APPLICATION', true],
  ])('%s: something of yours handles card data: %s', (method, yours) => {
    expect(flow(method).yours.holdsCardData).toBe(yours);
  });

  it('has your server on the way for the own API only', () => {
    expect(integrationMethods.filter((method) => flow(method).relay !== null)).toEqual(['SERVER_API']);
  });

  it('marks your systems when card data is kept', () => {
    expect(flow('HOSTED_FIELDS').home.holdsCardData).toBe(false);
    expect(flow('HOSTED_FIELDS', { storesAccountData: true }).home.holdsCardData).toBe(true);
  });

  it.each<[IntegrationMethod, string, string]>([
    ['SERVER_API', 'RELAY', 'Result'],
    ['PAYMENT_APPLICATION', 'YOURS', 'Result'],
    ['DIRECT_POST', 'YOURS', 'Token only'],
    ['HOSTED_FIELDS', 'PROVIDER', 'Card data kept'],
  ])('%s: what is kept comes from %s, and back comes: %s', (method, keptFrom, back) => {
    expect(flow(method).keptFrom).toBeNull();
    expect(flow(method, { storesAccountData: true })).toMatchObject({ keptFrom, back });
  });

  it('tells from where card data reaches the systems that keep it', () => {
    expect(dataFlowSteps(flow('SERVER_API', { storesAccountData: true })).slice(1)).toEqual([
      'Card number goes to your server, which sees card numbers.',
      'It goes on to Adyen and on to the card networks.',
      'Your server hands card data to your systems, which keep it.',
      'Back to you: result. Your systems: keep card data.',
    ]);
    expect(dataFlowSteps(flow('DIRECT_POST', { storesAccountData: true }))[2]).toBe(
      'Your page hands card data to your systems, which keep it.',
    );
  });

  it('names site and provider, and says when they are not known', () => {
    const known = flow('HOSTED_FIELDS');
    expect([known.yours.note, known.entry.note, known.provider.title]).toEqual([
      'shop.example',
      'served by Adyen',
      'Adyen',
    ]);
    const unknown = flow('DIRECT_POST', { providerName: null, site: null });
    expect([unknown.yours.note, unknown.entry.note, unknown.provider.note]).toEqual([
      'holds the card fields',
      'posted to the provider',
      'not recorded',
    ]);
  });

  it('is told in sentences for every method, without a gap left open', () => {
    for (const method of integrationMethods) {
      const text = dataFlowSteps(flow(method, { providerName: null, site: null })).join(' ');
      expect(text).not.toMatch(/[{}]|undefined|null/);
    }
    expect(dataFlowSteps(flow('SERVER_API'))).toEqual([
      'Shopper’s browser: card fields of your page (sent to your server) takes the card, inside your page (shop.example).',
      'Card number goes to your server, which sees card numbers.',
      'It goes on to Adyen and on to the card networks.',
      'Back to you: result. Your systems: keep no card data.',
    ]);
  });
});
