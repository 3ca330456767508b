import { describe, expect, it } from 'vitest';
import { AppError, type FieldErrors } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import { changeServiceProviderInput, serviceProviderInput } from './schema';

const stripe = { name: 'Stripe', kind: 'GATEWAY' };

function errorsOf(input: object): FieldErrors {
  try {
    parseInput(serviceProviderInput, { ...stripe, ...input });
    return {};
  } catch (error) {
    if (error instanceof AppError) return error.fieldErrors ?? {};
    throw error;
  }
}

describe('the days of an attestation', () => {
  it.each([
    ['', '', null, null],
    ['2026-03-31', '', '2026-03-31', '2027-03-31'],
    ['2026-03-31', '2026-12-31', '2026-03-31', '2026-12-31'],
  ])('from %j to %j are kept as %s to %s', (attestationOn, attestationValidUntil, from, to) => {
    const input = parseInput(serviceProviderInput, { ...stripe, attestationOn, attestationValidUntil });
    expect([input.attestationOn, input.attestationValidUntil]).toEqual([from, to]);
  });

  it.each([
    [{ attestationValidUntil: '2026-12-31' }, 'attestationOn'],
    [{ attestationOn: '2026-12-31', attestationValidUntil: '2026-12-30' }, 'attestationValidUntil'],
    [{ attestationOn: '2026-02-30' }, 'attestationOn'],
  ])('are refused as %j', (input, field) => {
    expect(Object.keys(errorsOf(input))).toEqual([field]);
  });
});

describe('what a provider form refuses', () => {
  it.each([
    [{ kind: 'BANK' }, 'kind'],
    [{ name: '' }, 'name'],
    [{ directoryId: 'nobody' }, 'directoryId'],
    [{ handlesAccountData: 'maybe' }, 'handlesAccountData'],
    [{ website: 'stripe.com' }, 'website'],
    [{ organizationId: 'x' }, 'form'],
  ])('%j', (input, field) => {
    expect(Object.keys(errorsOf(input))).toEqual([field]);
  });

  it('a change without its version', () => {
    expect(() => parseInput(changeServiceProviderInput, stripe)).toThrow(AppError);
    expect(parseInput(changeServiceProviderInput, { ...stripe, version: '2' }).version).toBe(2);
  });
});
