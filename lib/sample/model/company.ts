import type { AddIntegrationInput } from '@/lib/integration/schema';
import type { AcquirerInput, LegalEntityInput } from '@/lib/legal-entity/schema';
import type { Answers } from '@/lib/questionnaire/model/facts';
import type { ServiceProviderInput } from '@/lib/service-provider/schema';

/** The invented shop of the sample organization. Names of gateways are real, because people look for theirs. */
export const companyName = 'Marlow Outdoor (sample)';
export const officer = { name: 'Daniel Okafor', title: 'Managing director' };

export const legalEntity: LegalEntityInput = {
  name: 'Marlow Outdoor GmbH',
  tradingName: 'Marlow',
  entityType: 'MERCHANT',
  street: 'Hafenstraße 12',
  postalCode: '20457',
  city: 'Hamburg',
  region: '',
  country: 'Germany',
  website: 'https://shop.marlow.example',
  contactName: 'Hanne Vik',
  contactTitle: 'Compliance lead',
  contactPhone: '+49 40 555 0100',
  contactEmail: 'compliance@marlow.example',
};

export function acquirer(nextDueOn: string): AcquirerInput {
  return {
    name: 'Nordbank Merchant Services',
    portalUrl: 'https://portal.nordbank.example',
    contactName: 'PCI desk',
    contactEmail: 'pci@nordbank.example',
    contactPhone: '',
    nextDueOn,
    wantsActionPlan: true,
    rules:
      'One attestation per merchant id, by the yearly deadline. Each way of taking cards has a merchant id of its own. Passing ASV scan reports are uploaded every three months.',
  };
}

/** One for each integration, by its key. */
export const merchantIds = {
  redirect: { number: '4512 0033 3', note: 'Gift cards' },
  fields: { number: '4512 0031 7', note: 'Web shop' },
  'direct-post': { number: '4512 0034 1', note: 'B2B checkout' },
  api: { number: '4512 0035 8', note: 'App, card on file' },
  telephone: { number: '4512 0032 5', note: 'Telephone orders' },
} as const;
export type IntegrationKey = keyof typeof merchantIds;

export type ProviderKey = 'stripe' | 'adyen' | 'host' | 'tags' | 'calls' | 'paper';

/** All third parties in the sense of 12.8; days are counted from today. */
export function providers(day: (distance: number) => string): Record<ProviderKey, ServiceProviderInput> {
  const none = { directoryId: null, website: '', contactName: '', contactEmail: '', notes: '' };
  const no = { handlesAccountData: false, managesInScope: false, couldAffectSecurity: false };
  return {
    stripe: {
      ...none,
      ...no,
      name: 'Stripe',
      kind: 'GATEWAY',
      directoryId: 'stripe',
      services: 'Hosted payment page, card vault',
      handlesAccountData: true,
      couldAffectSecurity: true,
      attestationOn: day(-250),
      attestationValidUntil: day(115),
    },
    adyen: {
      ...none,
      ...no,
      name: 'Adyen',
      kind: 'GATEWAY',
      directoryId: 'adyen',
      services: 'Card fields in our checkout, telephone terminal',
      handlesAccountData: true,
      couldAffectSecurity: true,
      attestationOn: day(-356),
      attestationValidUntil: day(9),
    },
    host: {
      ...none,
      ...no,
      name: 'Nordhost',
      kind: 'HOSTING',
      services: 'Servers and database of the card-on-file API',
      managesInScope: true,
      couldAffectSecurity: true,
      attestationOn: day(-120),
      attestationValidUntil: day(245),
    },
    tags: {
      ...none,
      ...no,
      name: 'Tagwerk',
      kind: 'TAG_MANAGER',
      services: 'Marketing scripts on shop pages',
      couldAffectSecurity: true,
      attestationOn: null,
      attestationValidUntil: null,
    },
    calls: {
      ...none,
      ...no,
      name: 'Fernruf Service',
      kind: 'CALL_CENTRE',
      services: 'Telephone orders in season',
      handlesAccountData: true,
      attestationOn: day(-40),
      attestationValidUntil: day(325),
    },
    paper: {
      ...none,
      ...no,
      name: 'Aktenklar',
      kind: 'SHREDDING',
      services: 'Destruction of backup tapes and papers',
      couldAffectSecurity: true,
      attestationOn: null,
      attestationValidUntil: null,
    },
  };
}

export type SampleIntegration = {
  key: IntegrationKey;
  providerKeys: ProviderKey[];
  /** What is said to the picker beyond good order; keyed by kind of question. */
  said: Answers;
  lastYear: boolean;
  /** Share of the requirements that are answered this year. */
  answered: number;
  integration: Omit<
    AddIntegrationInput,
    'legalEntityId' | 'serviceProviderIds' | 'newLegalEntity' | 'newServiceProvider'
  >;
};

const common = { merchantLevels: {}, storesAccountData: false, sites: [], endpoints: [] };

export const integrations: SampleIntegration[] = [
  {
    key: 'redirect',
    providerKeys: ['stripe'],
    said: {},
    lastYear: true,
    answered: 0.9,
    integration: {
      ...common,
      name: 'Gift cards, hosted page',
      method: 'HOSTED_REDIRECT',
      channels: ['E_COMMERCE'],
      sites: ['gifts.marlow.example'],
      ownerName: 'Mei Lindqvist',
      yearlyTransactions: { visa: { E_COMMERCE: 14_000 }, mastercard: { E_COMMERCE: 11_000 } },
      dataFlow:
        'The shopper is sent to the provider’s page and types the card there. We get a token and the result.',
    },
  },
  {
    key: 'fields',
    providerKeys: ['adyen', 'tags'],
    said: {},
    lastYear: true,
    answered: 0.6,
    integration: {
      ...common,
      name: 'Web shop, hosted fields',
      method: 'HOSTED_FIELDS',
      channels: ['E_COMMERCE'],
      sites: ['shop.marlow.example'],
      endpoints: ['https://shop.marlow.example/checkout'],
      ownerName: 'Mei Lindqvist',
      yearlyTransactions: { visa: { E_COMMERCE: 310_000 }, mastercard: { E_COMMERCE: 280_000 } },
      dataFlow: 'Card fields are frames of the provider inside our checkout. Our page never sees the number.',
    },
  },
  {
    key: 'direct-post',
    providerKeys: ['stripe', 'tags', 'host'],
    said: {},
    lastYear: false,
    answered: 0.8,
    integration: {
      ...common,
      name: 'Direct-post checkout',
      method: 'DIRECT_POST',
      channels: ['E_COMMERCE'],
      sites: ['b2b.marlow.example'],
      endpoints: ['https://b2b.marlow.example/pay'],
      ownerName: 'Tomás Ortega',
      yearlyTransactions: { visa: { E_COMMERCE: 42_000 } },
      dataFlow:
        'Our form posts straight from the browser to the provider. Our server never receives the number, but our page shapes the form.',
    },
  },
  {
    key: 'api',
    providerKeys: ['stripe', 'host', 'paper'],
    said: { stored: ['YES'] },
    lastYear: false,
    answered: 0.72,
    integration: {
      ...common,
      name: 'Card-on-file API',
      method: 'SERVER_API',
      channels: ['E_COMMERCE'],
      storesAccountData: true,
      sites: ['api.marlow.example'],
      endpoints: ['https://api.marlow.example/v2/cards'],
      ownerName: 'Tomás Ortega',
      yearlyTransactions: { visa: { E_COMMERCE: 95_000 }, mastercard: { E_COMMERCE: 61_000 } },
      dataFlow:
        'The app sends the number to our API, which stores it encrypted and charges it later through the provider.',
    },
  },
  {
    key: 'telephone',
    providerKeys: ['adyen', 'calls'],
    said: {},
    lastYear: true,
    answered: 1,
    integration: {
      ...common,
      name: 'Call-centre terminals',
      method: 'TERMINAL_IP',
      channels: ['MOTO'],
      ownerName: 'Hanne Vik',
      yearlyTransactions: { visa: { MOTO: 8_000 }, mastercard: { MOTO: 6_500 } },
      dataFlow:
        'Agents key the number into a stand-alone terminal that talks to the processor over its own network.',
    },
  },
];

/** The answer that keeps the smaller questionnaire open, by kind of question: a shop whose environment is in order. */
export const orderly: Readonly<Record<string, string>> = {
  validation: 'SELF',
  stored: 'NO',
  typedBy: 'CUSTOMER',
  wallet: 'PROVIDER',
  telephony: 'NO',
  attended: 'YES',
  elements: 'PROVIDER_ALL',
  scripts: 'PROVIDER_CONFIRMED',
  receives: 'NEVER',
  outsourced: 'YES',
  thirdParty: 'NO',
  otherwise: 'NO',
  compliant: 'YES',
  hosting: 'COMPLIANT',
  paper: 'NOTHING',
  shares: 'NONE',
  others: 'NONE',
};
