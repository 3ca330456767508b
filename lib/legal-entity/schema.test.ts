import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import { acquirerInput, changeLegalEntityInput, legalEntityInput, merchantIdInput } from './schema';

function wrongFields(schema: Parameters<typeof parseInput>[0], input: object): string[] {
  try {
    parseInput(schema, input);
    return [];
  } catch (error) {
    if (error instanceof AppError) return Object.keys(error.fieldErrors ?? {});
    throw error;
  }
}

describe('what a legal entity form refuses', () => {
  const entity = { name: 'Shop Ltd', entityType: 'MERCHANT' };
  it.each([
    [{}, []],
    [{ name: ' ' }, ['name']],
    [{ name: 'Shop\u0000' }, ['name']],
    [{ name: 'x'.repeat(201) }, ['name']],
    [{ name: { contains: '' } }, ['name']],
    [{ entityType: 'BANK' }, ['entityType']],
    [{ website: 'javascript:alert(1)' }, ['website']],
    [{ website: 'shop.example' }, ['website']],
    [{ contactEmail: 'nobody' }, ['contactEmail']],
    [{ city: 'a\nb' }, ['city']],
    [{ organizationId: 'x' }, ['form']],
    [{ archivedAt: null }, ['form']],
  ])('%j', (fields, wrong) => {
    expect(wrongFields(legalEntityInput, { ...entity, ...fields })).toEqual(wrong);
  });

  it.each([
    [undefined, ['version']],
    ['0', ['version']],
    ['one', ['version']],
    ['3', []],
  ])('as a change with the version %s', (version, wrong) => {
    expect(wrongFields(changeLegalEntityInput, { ...entity, version })).toEqual(wrong);
  });
});

describe('what an acquirer form refuses', () => {
  it.each([
    [{}, []],
    [{ nextDueOn: '2027-02-29' }, ['nextDueOn']],
    [{ nextDueOn: '31.01.2027' }, ['nextDueOn']],
    [{ nextDueOn: '' }, []],
    [{ portalUrl: 'ftp://bank.example' }, ['portalUrl']],
    [{ wantsActionPlan: 'yes' }, ['wantsActionPlan']],
    [{ rules: 'a\u0007' }, ['rules']],
    [{ version: 1 }, ['form']],
  ])('%j', (fields, wrong) => {
    expect(wrongFields(acquirerInput, { name: 'Bank', ...fields })).toEqual(wrong);
  });
});

describe('what a merchant id form refuses', () => {
  const acquirerId = '0190a0b0-0000-7000-8000-000000000001';
  it.each([
    [{ number: '4929 0001-77' }, []],
    [{ number: '' }, ['number']],
    [{ number: '-1' }, ['number']],
    [{ number: '47;11' }, ['number']],
    [{ number: '1', acquirerId: 'x' }, ['acquirerId']],
    [{ number: '1', legalEntityId: acquirerId }, ['form']],
  ])('%j', (fields, wrong) => {
    expect(wrongFields(merchantIdInput, { acquirerId, ...fields })).toEqual(wrong);
  });
});
