import { describe, expect, it } from 'vitest';
import { type IntegrationListItem, type IntegrationMethod, integrationMethods } from '../model';
import { isInView, parseIntegrationView, touchesCardData } from './views';

const row: IntegrationListItem = {
  integrationId: 'i',
  name: 'Web shop',
  method: 'HOSTED_FIELDS',
  channels: ['E_COMMERCE'],
  site: null,
  storesAccountData: false,
  ownerName: '',
  legalEntity: { id: 'l', name: 'Shop Ltd' },
  providers: [],
  assessment: null,
};
const provider = { id: 'p', name: 'Adyen', kind: 'GATEWAY', services: '', directoryId: null } as const;

describe('integrations that card numbers touch', () => {
  it('are those whose method brings numbers to something of your own', () => {
    const touched: IntegrationMethod[] = [
      'PROVIDER_SCRIPT_FORM',
      'DIRECT_POST',
      'SERVER_API',
      'VIRTUAL_TERMINAL',
      'TERMINAL_IP',
      'TERMINAL_DIAL_OUT',
      'IMPRINTER',
      'PAYMENT_APPLICATION',
    ];
    expect(integrationMethods.filter((method) => touchesCardData({ ...row, method }))).toEqual(touched);
  });

  it('are all that keep card data, whatever the method', () => {
    expect(touchesCardData({ ...row, storesAccountData: true })).toBe(true);
  });
});

describe('the views of the list', () => {
  it.each([
    ['all', true],
    ['card-data', false],
    ['attestation', false],
    ['no-questionnaire', true],
  ] as const)('%s shows a hosted-fields integration without questionnaire: %s', (view, shown) => {
    expect(isInView(row, view)).toBe(shown);
  });

  it.each([
    ['VALID', false],
    ['ENDS_SOON', true],
    ['ENDED', true],
    ['NONE', true],
  ] as const)('attestation shows a provider with the state %s: %s', (attestationState, shown) => {
    const providers = [{ ...provider, attestationState, attestationValidUntil: null }];
    expect(isInView({ ...row, providers }, 'attestation')).toBe(shown);
  });

  it.each([
    ['card-data', 'card-data'],
    ['nonsense', 'all'],
    [['all', 'archived'], 'all'],
    [undefined, 'all'],
  ])('the address %j means %s', (asked, view) => {
    expect(parseIntegrationView(asked)).toBe(view);
  });
});
