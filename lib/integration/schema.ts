import { z } from 'zod';
import { quickLegalEntityInput } from '@/lib/legal-entity/schema';
import { formObject, lineText, longText, requiredLine, rowVersion, tickBox } from '@/lib/platform/parse';
import { findInDirectory } from '@/lib/service-provider/directory';
import { quickServiceProviderInput } from '@/lib/service-provider/schema';
import {
  type CardBrand,
  type Channel,
  cardBrands,
  channelNames,
  channels,
  integrationMethods,
  type MerchantLevel,
  type MerchantLevelOverrides,
  methodFacts,
  type YearlyTransactions,
} from './model';

const maxLines = 50;

/** A list that a person types one per line; blank lines and doubles are dropped, wrong ones are named by line. */
function lineList(check: (line: string) => string | { problem: string }) {
  return z
    .union([z.string(), z.array(z.string())])
    .default('')
    .transform((value, context): string[] => {
      const lines = (typeof value === 'string' ? value.split(/\r\n|\r|\n/) : value).map((line) =>
        line.trim(),
      );
      const kept = new Set<string>();
      lines.forEach((line, index) => {
        if (line === '') return;
        const checked = check(line);
        if (typeof checked === 'string') kept.add(checked);
        else context.addIssue({ code: 'custom', message: `Line ${index + 1}: ${checked.problem}` });
      });
      if (kept.size > maxLines) {
        context.addIssue({ code: 'custom', message: `Use at most ${maxLines} lines.` });
      }
      return [...kept];
    });
}

const siteLine = lineText(200);

function checkSite(line: string) {
  const parsed = siteLine.safeParse(line);
  return parsed.success
    ? parsed.data
    : { problem: parsed.error.issues[0]?.message ?? 'Enter one line of text.' };
}

/** An address with or without https://, kept with it. Anything after ? may hold secrets and is not wanted. */
function checkEndpoint(line: string) {
  const problem = 'Enter an address such as shop.example/checkout.';
  if (line.length > 500 || /\s/.test(line)) return { problem };
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(line) ? line : `https://${line}`;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { problem };
  }
  if (!['https:', 'http:'].includes(url.protocol) || !/[.:]/.test(url.host)) return { problem };
  if (url.username || url.password) return { problem: 'Leave out the user name and password.' };
  if (url.search || url.hash) return { problem: 'Leave out everything from ? or # on.' };
  return url.pathname === '/' ? url.origin : `${url.origin}${url.pathname}`;
}

const wholeNumber = z.union([z.string(), z.number()]).transform((value, context): number | null => {
  const text = String(value).trim();
  if (text === '') return null;
  // Groups of three with the separators people type: 1,200,000 · 1.200.000 · 1 200 000 · 1'200'000
  const digits = /^\d{1,3}([.,'’\s]\d{3})+$/.test(text) ? text.replace(/\D/g, '') : text;
  if (/^\d{1,11}$/.test(digits)) return Number(digits);
  context.addIssue({ code: 'custom', message: 'Enter a whole number, for example 120,000.' });
  return z.NEVER;
});

const perChannel = z.strictObject(
  Object.fromEntries(channels.map((channel) => [channel, wholeNumber.optional()])) as Record<
    Channel,
    z.ZodOptional<typeof wholeNumber>
  >,
);

const yearlyTransactions = z
  .strictObject(
    Object.fromEntries(cardBrands.map((brand) => [brand, perChannel.optional()])) as Record<
      CardBrand,
      z.ZodOptional<typeof perChannel>
    >,
  )
  .default({})
  .transform((brands) => {
    const known: YearlyTransactions = {};
    for (const brand of cardBrands) {
      const counts: { [C in Channel]?: number } = {};
      for (const channel of channels) {
        const count = brands[brand]?.[channel];
        if (typeof count === 'number') counts[channel] = count;
      }
      if (Object.keys(counts).length > 0) known[brand] = counts;
    }
    return known;
  });

const levelOverride = z.strictObject({
  level: z
    .union([z.literal(''), z.coerce.number().int().min(1).max(4)], 'Choose a level from 1 to 4.')
    .default(''),
  reason: lineText(300).default(''),
});

const merchantLevels = z
  .strictObject(
    Object.fromEntries(cardBrands.map((brand) => [brand, levelOverride.optional()])) as Record<
      CardBrand,
      z.ZodOptional<typeof levelOverride>
    >,
  )
  .default({})
  .transform((brands, context) => {
    const overrides: MerchantLevelOverrides = {};
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    for (const brand of cardBrands) {
      const { level = '', reason = '' } = brands[brand] ?? {};
      if (level === '' && reason === '') continue;
      if (level === '')
        refuse([brand, 'level'], 'Choose the level that the acquirer set, or empty the reason.');
      else if (reason === '') refuse([brand, 'reason'], 'Say how you know, for example “letter of 3 March”.');
      else if (brand === 'jcb' && level > 2) refuse([brand, 'level'], 'JCB has levels 1 and 2 only.');
      else overrides[brand] = { level: level as MerchantLevel, reason };
    }
    return overrides;
  });

const fields = z.strictObject({
  name: requiredLine(120, 'a name for this integration'),
  legalEntityId: z.uuid('Choose the legal entity that takes these payments.'),
  method: z.enum(integrationMethods, 'Choose how cards are taken.'),
  channels: z.array(z.enum(channels, 'Choose a channel of the list.')).max(9).default([]),
  serviceProviderIds: z
    .array(z.uuid('Choose providers of the list.'))
    .max(40, 'Choose at most 40 providers.')
    .default([]),
  sites: lineList(checkSite),
  endpoints: lineList(checkEndpoint),
  storesAccountData: tickBox,
  ownerName: lineText(120).default(''),
  yearlyTransactions,
  merchantLevels,
  dataFlow: longText(4000).default(''),
});

type Fields = z.infer<typeof fields>;

function checkChannels(
  { method, channels: chosen }: Pick<Fields, 'method' | 'channels'>,
  context: z.RefinementCtx,
) {
  const { channels: possible, label } = methodFacts[method];
  const wrong = chosen.find((channel) => !possible.includes(channel));
  if (chosen.length === 0 || wrong) {
    const names = possible.map((channel) => channelNames[channel]).join(' or ');
    const message = wrong
      ? `“${label}” serves ${names}, not ${channelNames[wrong]}.`
      : 'Choose at least one channel.';
    context.addIssue({ code: 'custom', path: ['channels'], message });
  }
}

/** One order, no doubles, and numbers for the chosen channels only. */
function tidy<F extends Fields>(input: F): F {
  const kept: YearlyTransactions = {};
  for (const brand of cardBrands) {
    const entries = Object.entries(input.yearlyTransactions[brand] ?? {}).filter(([channel]) =>
      (input.channels as string[]).includes(channel),
    );
    if (entries.length > 0) kept[brand] = Object.fromEntries(entries);
  }
  return {
    ...input,
    channels: channels.filter((channel) => input.channels.includes(channel)),
    serviceProviderIds: [...new Set(input.serviceProviderIds)].sort(),
    yearlyTransactions: kept,
  };
}

/** `new` stands for the legal entity that comes with the form. */
const newEntity = {
  legalEntityId: z.union([z.literal('new'), z.uuid('Choose the legal entity that takes these payments.')]),
  newLegalEntity: quickLegalEntityInput.optional(),
  newServiceProvider: quickServiceProviderInput.optional(),
};

export const addIntegrationInput = fields
  .extend(newEntity)
  .superRefine(checkChannels)
  .transform((input) => tidy(input));
export type AddIntegrationInput = z.infer<typeof addIntegrationInput>;

export const changeIntegrationInput = fields
  .extend({ ...newEntity, version: rowVersion })
  .superRefine(checkChannels)
  .transform((input) => tidy(input));
export type ChangeIntegrationInput = z.infer<typeof changeIntegrationInput>;

type Nested = { [key: string]: unknown };

function isNested(value: unknown): value is Nested {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A posted integration form as an object: dotted names become nested ones, and the parts for a new legal entity or
 * provider are left out unless the person uses them.
 */
export function integrationFormObject(form: unknown): Nested {
  const nested: Nested = Object.create(null);
  for (const [name, value] of Object.entries(formObject(form))) {
    const steps = name.split('.');
    const last = steps.pop() ?? name;
    let place = nested;
    for (const step of steps) {
      const inner = place[step];
      const next: Nested = isNested(inner) ? inner : Object.create(null);
      place[step] = next;
      place = next;
    }
    place[last] = value;
  }
  if (nested.legalEntityId !== 'new') delete nested.newLegalEntity;
  const provider = nested.newServiceProvider;
  if (isNested(provider)) nested.newServiceProvider = namedProvider(provider);
  return { ...nested };
}

/** A provider picked from the directory needs no name of its own; one that was left empty is not meant. */
function namedProvider(provider: Nested): Nested | undefined {
  const known = typeof provider.directoryId === 'string' ? findInDirectory(provider.directoryId) : null;
  if (provider.name) return provider;
  if (known) return { ...provider, name: known.name };
  return provider.directoryId ? provider : undefined;
}

/** The two JSON columns as the form wrote them. */
export const storedVolumes = z.object({ yearlyTransactions, merchantLevels });
