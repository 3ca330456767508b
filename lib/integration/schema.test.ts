import { describe, expect, it } from 'vitest';
import { AppError, type FieldErrors } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import { providerDirectory } from '@/lib/service-provider/directory';
import { integrationMethods, methodFacts } from './model';
import { addIntegrationInput, changeIntegrationInput, integrationFormObject } from './schema';

const legalEntityId = '0190a0b0-0000-7000-8000-000000000001';
const provider = '0190a0b0-0000-7000-8000-000000000002';

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) data.append(name, value);
  }
  return data;
}

const typed = {
  name: 'Web shop',
  legalEntityId,
  method: 'HOSTED_FIELDS',
  'channels[]': ['E_COMMERCE'],
};

function parse(fields: Record<string, string | string[]>) {
  return parseInput(addIntegrationInput, integrationFormObject(form({ ...typed, ...fields })));
}

function errorsOf(fields: Record<string, string | string[]>): FieldErrors {
  try {
    parse(fields);
  } catch (error) {
    if (error instanceof AppError) return error.fieldErrors ?? {};
    throw error;
  }
  return {};
}

describe('the integration form', () => {
  it('fills what was left empty', () => {
    expect(parse({})).toEqual({
      name: 'Web shop',
      legalEntityId,
      method: 'HOSTED_FIELDS',
      channels: ['E_COMMERCE'],
      serviceProviderIds: [],
      sites: [],
      endpoints: [],
      storesAccountData: false,
      ownerName: '',
      yearlyTransactions: {},
      merchantLevels: {},
      dataFlow: '',
    });
  });

  it('keeps channels in the order of the form and drops doubles', () => {
    const { channels, serviceProviderIds } = parse({
      'channels[]': ['MOTO', 'E_COMMERCE', 'MOTO'],
      'serviceProviderIds[]': [provider, provider],
    });
    expect(channels).toEqual(['E_COMMERCE', 'MOTO']);
    expect(serviceProviderIds).toEqual([provider]);
  });

  it.each([
    ['shop.example/checkout', 'https://shop.example/checkout'],
    ['https://Shop.Example/', 'https://shop.example'],
    ['http://intranet.local:8080/pay', 'http://intranet.local:8080/pay'],
  ])('keeps the endpoint %s as %s', (line, kept) => {
    expect(parse({ endpoints: `${line}\n\n${line}\r\n` }).endpoints).toEqual([kept]);
  });

  it.each([
    ['shop.example\nnot an address', 'Line 2: Enter an address such as shop.example/checkout.'],
    ['checkout', 'Line 1: Enter an address such as shop.example/checkout.'],
    ['javascript://shop.example/%0aalert(1)', 'Line 1: Enter an address such as shop.example/checkout.'],
    ['https://me:secret@shop.example', 'Line 1: Leave out the user name and password.'],
    ['https://shop.example/pay?key=1', 'Line 1: Leave out everything from ? or # on.'],
  ])('refuses the endpoint %j', (endpoints, words) => {
    expect(errorsOf({ endpoints })).toEqual({ endpoints: [words] });
  });

  it.each([
    ['1200000', 1_200_000],
    ['1,200,000', 1_200_000],
    ['1.200.000', 1_200_000],
    ['1 200 000', 1_200_000],
    ["1'200'000", 1_200_000],
    ['0', 0],
  ])('reads the number of transactions %s', (text, count) => {
    const { yearlyTransactions } = parse({ 'yearlyTransactions.visa.E_COMMERCE': text });
    expect(yearlyTransactions).toEqual({ visa: { E_COMMERCE: count } });
  });

  it.each(['1.5', '-3', '12,34', '1e6', '999999999999', 'many'])('refuses %s as a number', (text) => {
    expect(errorsOf({ 'yearlyTransactions.visa.E_COMMERCE': text })).toEqual({
      'yearlyTransactions.visa.E_COMMERCE': ['Enter a whole number, for example 120,000.'],
    });
  });

  it('keeps numbers for the chosen channels only', () => {
    const { yearlyTransactions } = parse({
      'yearlyTransactions.visa.E_COMMERCE': '10',
      'yearlyTransactions.visa.CARD_PRESENT': '99',
      'yearlyTransactions.jcb.CARD_PRESENT': '99',
      'yearlyTransactions.amex.E_COMMERCE': '',
    });
    expect(yearlyTransactions).toEqual({ visa: { E_COMMERCE: 10 } });
  });

  it('takes a level of the acquirer with its reason', () => {
    const fields = { 'merchantLevels.visa.level': '2', 'merchantLevels.visa.reason': 'letter of 3 March' };
    expect(parse(fields).merchantLevels).toEqual({ visa: { level: 2, reason: 'letter of 3 March' } });
  });

  it.each([
    ['visa', '2', '', 'merchantLevels.visa.reason'],
    ['visa', '', 'letter', 'merchantLevels.visa.level'],
    ['visa', '5', 'letter', 'merchantLevels.visa.level'],
    ['jcb', '3', 'letter', 'merchantLevels.jcb.level'],
  ])('refuses %s level %j with the reason %j', (brand, level, reason, field) => {
    const errors = errorsOf({
      [`merchantLevels.${brand}.level`]: level,
      [`merchantLevels.${brand}.reason`]: reason,
    });
    expect(Object.keys(errors)).toEqual([field]);
  });

  it.each([
    [[], 'Choose at least one channel.'],
    [
      ['CARD_PRESENT'],
      '“Hosted fields in an iframe” serves E-commerce or Mail and telephone order, not Card present.',
    ],
  ])('refuses the channels %j', (channels, words) => {
    expect(errorsOf({ 'channels[]': channels })).toEqual({ channels: [words] });
  });

  it.each([
    [{ name: '  ' }, 'name'],
    [{ name: 'a\u202eb' }, 'name'],
    [{ method: 'TELEPATHY' }, 'method'],
    [{ legalEntityId: 'x' }, 'legalEntityId'],
    [{ 'serviceProviderIds[]': ['1'] }, 'serviceProviderIds.0'],
    [{ organizationId: legalEntityId }, 'form'],
    [{ 'yearlyTransactions.diners.MOTO': '1' }, 'yearlyTransactions'],
    [{ 'name.first': 'x' }, 'name'],
    [{ '__proto__.polluted': '1' }, 'form'],
  ])('refuses %j', (fields, field) => {
    expect(Object.keys(errorsOf(fields as Record<string, string>))).toContain(field);
  });
});

describe('adding on the way', () => {
  it('takes a new legal entity only when that was chosen', () => {
    const fields = { 'newLegalEntity.name': 'Shop Ltd', 'newLegalEntity.entityType': 'MERCHANT' };
    expect(parse(fields).newLegalEntity).toBeUndefined();
    expect(parse({ ...fields, legalEntityId: 'new' }).newLegalEntity).toEqual({
      name: 'Shop Ltd',
      entityType: 'MERCHANT',
    });
    expect(
      errorsOf({ legalEntityId: 'new', 'newLegalEntity.name': '', 'newLegalEntity.entityType': 'MERCHANT' }),
    ).toEqual({ 'newLegalEntity.name': ['Enter the company’s name.'] });
  });

  it('names a provider of the directory by itself', () => {
    const empty = { 'newServiceProvider.name': '', 'newServiceProvider.kind': 'GATEWAY' };
    expect(parse({ ...empty, 'newServiceProvider.directoryId': '' }).newServiceProvider).toBeUndefined();
    expect(parse({ ...empty, 'newServiceProvider.directoryId': 'stripe' }).newServiceProvider).toEqual({
      name: 'Stripe',
      kind: 'GATEWAY',
      directoryId: 'stripe',
    });
    expect(Object.keys(errorsOf({ ...empty, 'newServiceProvider.directoryId': 'nobody' }))).toContain(
      'newServiceProvider.directoryId',
    );
  });

  it('asks for the version when changing', () => {
    const change = { ...integrationFormObject(form({ ...typed, version: '3' })) };
    expect(parseInput(changeIntegrationInput, change).version).toBe(3);
    expect(() => parseInput(changeIntegrationInput, integrationFormObject(form(typed)))).toThrow(AppError);
  });
});

describe('integration methods', () => {
  it('each serve at least one channel', () => {
    for (const method of integrationMethods) expect(methodFacts[method].channels.length).toBeGreaterThan(0);
  });

  it('cover every method that the provider directory names', () => {
    const kinds = providerDirectory.flatMap((entry) => entry.methods.map((method) => method.kind));
    expect(kinds.filter((kind) => !(integrationMethods as readonly string[]).includes(kind))).toEqual([]);
  });
});
