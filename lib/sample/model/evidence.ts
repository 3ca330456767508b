import { type IntegrationKey, integrations, providers } from './company';

/** Which round of assessments a piece of evidence belongs to. */
export type Round = 'LAST' | 'THIS';

/** One document: it is kept once and linked to every assessment that it proves something for. */
export type SampleDocument = {
  round: Round;
  about: string;
  keys: readonly IntegrationKey[];
  daysAgo: number;
};

const signedKeys: IntegrationKey[] = ['redirect', 'fields', 'telephone'];
const allKeys = integrations.map(({ key }) => key);

/** Addresses that the scanning vendor looks at. */
export const scannedHosts: Readonly<Record<IntegrationKey, string>> = {
  redirect: 'gifts.marlow.example',
  fields: 'shop.marlow.example',
  'direct-post': 'b2b.marlow.example',
  api: 'api.marlow.example',
  telephone: '198.51.100.24 (line of the terminals)',
};

/** Each counts for three months; never are more than three months between two of the same address. */
export const scans: readonly SampleDocument[] = [
  { round: 'LAST', about: 'all addresses', keys: signedKeys, daysAgo: 380 },
  { round: 'THIS', about: 'all addresses', keys: allKeys, daysAgo: 296 },
  { round: 'THIS', about: 'all addresses', keys: allKeys, daysAgo: 206 },
  { round: 'THIS', about: 'all addresses', keys: allKeys, daysAgo: 116 },
  { round: 'THIS', about: 'web shop', keys: ['fields'], daysAgo: 27 },
  { round: 'THIS', about: 'B2B checkout', keys: ['direct-post'], daysAgo: 31 },
  {
    round: 'THIS',
    about: 'gift cards, card-on-file API, call centre',
    keys: ['redirect', 'api', 'telephone'],
    daysAgo: 82,
  },
];

type Account = readonly [account: string, owner: string, role: string];
const shopAccounts: readonly Account[] = [
  ['mlindqvist', 'Mei Lindqvist', 'deploy'],
  ['hvik', 'Hanne Vik', 'read only'],
  ['svc-shop', 'Web team', 'service'],
];

export const accountReviews: readonly (SampleDocument & { accounts: readonly Account[] })[] = [
  {
    round: 'LAST',
    about: 'web shop and gift cards',
    keys: ['redirect', 'fields'],
    daysAgo: 383,
    accounts: shopAccounts,
  },
  {
    round: 'LAST',
    about: 'terminal management',
    keys: ['telephone'],
    daysAgo: 379,
    accounts: [['hvik', 'Hanne Vik', 'administrator']],
  },
  {
    round: 'THIS',
    about: 'web shop and gift cards',
    keys: ['redirect', 'fields'],
    daysAgo: 79,
    accounts: [...shopAccounts, ['jbrandt', 'Jonas Brandt', 'editor']],
  },
  {
    round: 'THIS',
    about: 'B2B checkout and card-on-file API',
    keys: ['direct-post', 'api'],
    daysAgo: 74,
    accounts: [
      ['tortega', 'Tomás Ortega', 'database'],
      ['asato', 'Aiko Sato', 'deploy'],
      ['svc-cards', 'Payments team', 'service'],
    ],
  },
  {
    round: 'THIS',
    about: 'terminal management',
    keys: ['telephone'],
    daysAgo: 71,
    accounts: [
      ['hvik', 'Hanne Vik', 'administrator'],
      ['lfuchs', 'Lena Fuchs', 'read only'],
    ],
  },
];

export type ProviderAttestation = {
  round: Round;
  name: string;
  url: string;
  keys: IntegrationKey[];
  attestedOn: string;
  validUntil: string;
};

/** What the providers published, this year as the register says and the year before. */
export function providerAttestations(day: (distance: number) => string): ProviderAttestation[] {
  const thisYear = providers(day);
  const yearBefore = providers((distance) => day(distance - 365));
  return (Object.keys(thisYear) as (keyof typeof thisYear)[]).flatMap((providerKey) =>
    (['LAST', 'THIS'] as const).flatMap((round) => {
      const provider = (round === 'THIS' ? thisYear : yearBefore)[providerKey];
      const keys = integrations
        .filter((entry) => entry.providerKeys.includes(providerKey) && (round === 'THIS' || entry.lastYear))
        .map(({ key }) => key);
      const { name, attestationOn, attestationValidUntil } = provider;
      if (!attestationOn || !attestationValidUntil || keys.length === 0) return [];
      const url = `https://trust.${providerKey}.example/pci-dss`;
      return [{ round, name, url, keys, attestedOn: attestationOn, validUntil: attestationValidUntil }];
    }),
  );
}
