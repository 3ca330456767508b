import type { EntityType } from '@/lib/legal-entity/model';
import type { AttestationState, ServiceProviderKind } from '@/lib/service-provider/model';

/** Payment channels in the attestation's sense (Part 2a). */
export const channels = ['E_COMMERCE', 'MOTO', 'CARD_PRESENT'] as const;
export type Channel = (typeof channels)[number];

export const channelNames: Record<Channel, string> = {
  E_COMMERCE: 'E-commerce',
  MOTO: 'Mail and telephone order',
  CARD_PRESENT: 'Card present',
};

/** How an integration takes cards: decides which questionnaires can come into question. */
export const integrationMethods = [
  'HOSTED_REDIRECT',
  'HOSTED_FIELDS',
  'PROVIDER_SCRIPT_FORM',
  'DIRECT_POST',
  'SERVER_API',
  'MOBILE_SDK',
  'PAYMENT_LINK',
  'OUTSOURCED_MOTO',
  'VIRTUAL_TERMINAL',
  'TERMINAL_P2PE',
  'TERMINAL_SPOC',
  'TERMINAL_IP',
  'TERMINAL_DIAL_OUT',
  'IMPRINTER',
  'PAYMENT_APPLICATION',
] as const;
export type IntegrationMethod = (typeof integrationMethods)[number];

type MethodFacts = {
  label: string;
  /** Said to the person who fills in the register. */
  hint: string;
  /** Said of the company, for what it attests to others. */
  statement: string;
  channels: readonly Channel[];
};

/** Words for each method, and the channels it can serve. */
export const methodFacts: Record<IntegrationMethod, MethodFacts> = {
  HOSTED_REDIRECT: {
    label: 'Redirect to a hosted payment page',
    hint: 'The shopper leaves your site and types the card on the provider’s page.',
    statement: 'Buyers leave the company’s site and type the card on the provider’s page.',
    channels: ['E_COMMERCE'],
  },
  HOSTED_FIELDS: {
    label: 'Hosted fields in an iframe',
    hint: 'Your page embeds a frame; the card fields in it come from the provider.',
    statement: 'The company’s page embeds a frame; the card fields in it come from the provider.',
    channels: ['E_COMMERCE', 'MOTO'],
  },
  PROVIDER_SCRIPT_FORM: {
    label: 'Form built or read by the provider’s script',
    hint: 'The card fields are part of your page; a script of the provider builds them or sends them off.',
    statement:
      'The card fields are part of the company’s page; a script of the provider builds them or sends them off.',
    channels: ['E_COMMERCE', 'MOTO'],
  },
  DIRECT_POST: {
    label: 'Direct post from your own form',
    hint: 'Your page holds the form and the browser posts it to the provider; your server never sees the card.',
    statement:
      'The company’s page holds the form and the browser posts it to the provider; the company’s server never sees the card.',
    channels: ['E_COMMERCE', 'MOTO'],
  },
  SERVER_API: {
    label: 'Your own server calls the provider’s API',
    hint: 'Card numbers reach your server before they go to the provider.',
    statement: 'Card numbers reach the company’s server before they go to the provider.',
    channels: ['E_COMMERCE', 'MOTO'],
  },
  MOBILE_SDK: {
    label: 'Provider’s SDK in a mobile app',
    hint: 'Your app shows payment fields that the provider’s library supplies.',
    statement: 'The company’s app shows payment fields that the provider’s library supplies.',
    channels: ['E_COMMERCE'],
  },
  PAYMENT_LINK: {
    label: 'Payment link',
    hint: 'You send a link by mail, message or invoice that opens the provider’s page.',
    statement: 'The company sends a link by mail, message or invoice that opens the provider’s page.',
    channels: ['E_COMMERCE', 'MOTO'],
  },
  OUTSOURCED_MOTO: {
    label: 'Phone or mail orders taken by a provider',
    hint: 'A call centre or phone menu of somebody else takes the card; you never hear, see or hold it.',
    statement:
      'A call centre or phone menu of a provider takes the card; the company never hears, sees or holds it.',
    channels: ['MOTO'],
  },
  VIRTUAL_TERMINAL: {
    label: 'Virtual terminal in a browser',
    hint: 'Staff type one card at a time into the provider’s web page.',
    statement: 'Staff type one card at a time into the provider’s web page.',
    channels: ['MOTO', 'CARD_PRESENT'],
  },
  TERMINAL_P2PE: {
    label: 'Terminals of a listed P2PE solution',
    hint: 'Point-to-point encryption that PCI SSC lists as validated, used as its manual says.',
    statement:
      'Cards are read by terminals of a point-to-point encryption solution that PCI SSC lists as validated.',
    channels: ['CARD_PRESENT', 'MOTO'],
  },
  TERMINAL_SPOC: {
    label: 'Phone or tablet with a card reader (SPoC)',
    hint: 'A solution on the PCI SSC list with PIN entry on a commercial device.',
    statement: 'Cards are read by a phone or tablet with a card reader, of a solution on the PCI SSC list.',
    channels: ['CARD_PRESENT'],
  },
  TERMINAL_IP: {
    label: 'Stand-alone terminals over the network',
    hint: 'Approved terminals that reach the processor over an internet connection.',
    statement:
      'Cards are read by approved stand-alone terminals that reach the processor over an internet connection.',
    channels: ['CARD_PRESENT', 'MOTO'],
  },
  TERMINAL_DIAL_OUT: {
    label: 'Stand-alone terminals that dial out',
    hint: 'Terminals on a phone line, connected to nothing else.',
    statement: 'Cards are read by stand-alone terminals on a phone line, connected to nothing else.',
    channels: ['CARD_PRESENT', 'MOTO'],
  },
  IMPRINTER: {
    label: 'Paper imprint machine',
    hint: 'Card data is kept on paper slips only.',
    statement: 'Cards are taken with a paper imprint machine; card data is kept on paper slips only.',
    channels: ['CARD_PRESENT', 'MOTO'],
  },
  PAYMENT_APPLICATION: {
    label: 'Payment application connected to the internet (POS)',
    hint: 'A till or computer system of yours handles card data and sends it on.',
    statement:
      'A till or computer system of the company, connected to the internet, handles card data and sends it on.',
    channels: ['CARD_PRESENT', 'MOTO'],
  },
};

/** Methods as a form groups them. */
export const methodGroups: readonly { label: string; methods: readonly IntegrationMethod[] }[] = [
  {
    label: 'Online',
    methods: [
      'HOSTED_REDIRECT',
      'HOSTED_FIELDS',
      'PROVIDER_SCRIPT_FORM',
      'DIRECT_POST',
      'SERVER_API',
      'MOBILE_SDK',
      'PAYMENT_LINK',
    ],
  },
  { label: 'By phone or mail', methods: ['OUTSOURCED_MOTO', 'VIRTUAL_TERMINAL'] },
  {
    label: 'In person',
    methods: [
      'TERMINAL_P2PE',
      'TERMINAL_SPOC',
      'TERMINAL_IP',
      'TERMINAL_DIAL_OUT',
      'IMPRINTER',
      'PAYMENT_APPLICATION',
    ],
  },
];

/** Methods that put a provider’s form inside a page of yours: the script criterion of SAQ A is asked for these only. */
export const embeddedFormMethods: readonly IntegrationMethod[] = ['HOSTED_FIELDS'];

export const cardBrands = ['visa', 'mastercard', 'amex', 'discover', 'jcb'] as const;
export type CardBrand = (typeof cardBrands)[number];

export const cardBrandNames: Record<CardBrand, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  jcb: 'JCB',
};

/** Transactions of the last twelve months per brand and channel. A missing number is not known, not zero. */
export type YearlyTransactions = { [B in CardBrand]?: { [C in Channel]?: number } };

export type MerchantLevel = 1 | 2 | 3 | 4;

/** What the acquirer has set, where it differs from the brands’ tables, and how that is known. */
export type MerchantLevelOverrides = { [B in CardBrand]?: { level: MerchantLevel; reason: string } };

/** The facts that the form holds. */
export type IntegrationFacts = {
  name: string;
  legalEntityId: string;
  method: IntegrationMethod;
  channels: Channel[];
  serviceProviderIds: string[];
  sites: string[];
  endpoints: string[];
  storesAccountData: boolean;
  ownerName: string;
  yearlyTransactions: YearlyTransactions;
  merchantLevels: MerchantLevelOverrides;
  dataFlow: string;
};

type NamedRow = { id: string; name: string };

/** A provider of an integration: what it does there, and where its attestation stands today. */
export type IntegrationProviderView = NamedRow & {
  kind: ServiceProviderKind;
  services: string;
  directoryId: string | null;
  attestationState: AttestationState;
  attestationValidUntil: string | null;
};

/** An assessment that covers an integration. Requirements are counted, not answer rows. */
export type CoveringAssessment = {
  assessmentId: string;
  name: string;
  questionnaireId: string;
  status: 'OPEN' | 'SIGNED' | 'SUPERSEDED';
  periodFrom: string;
  periodTo: string;
  dueOn: string | null;
  requirementCount: number;
  answeredCount: number;
  notInPlaceCount: number;
};

export type IntegrationListItem = {
  integrationId: string;
  name: string;
  method: IntegrationMethod;
  channels: Channel[];
  site: string | null;
  storesAccountData: boolean;
  ownerName: string;
  legalEntity: NamedRow;
  providers: IntegrationProviderView[];
  assessment: CoveringAssessment | null;
};

export type IntegrationView = Omit<IntegrationFacts, 'serviceProviderIds' | 'legalEntityId'> & {
  integrationId: string;
  legalEntity: NamedRow & { entityType: EntityType };
  providers: IntegrationProviderView[];
  assessments: CoveringAssessment[];
  version: number;
  isArchived: boolean;
};
