import { describe, expect, it } from 'vitest';
import { directoryCompiledOn, findInDirectory, providerDirectory } from './directory';
import type { AttestationState } from './model';
import { deriveAttestationState, proposeValidUntil, worstAttestation } from './rules';

describe('the state of an attestation', () => {
  it.each([
    [null, '2026-11-25', 'NONE'],
    ['2026-11-24', '2026-11-25', 'ENDED'],
    ['2026-11-25', '2026-11-25', 'ENDS_SOON'],
    ['2026-12-25', '2026-11-25', 'ENDS_SOON'],
    ['2026-12-26', '2026-11-25', 'VALID'],
    ['2027-11-25', '2026-11-25', 'VALID'],
    ['2028-02-29', '2028-03-01', 'ENDED'],
    ['2027-03-28', '2027-02-26', 'ENDS_SOON'],
  ])('valid until %s is on %s: %s', (validUntil, today, state) => {
    expect(deriveAttestationState(validUntil, today)).toBe(state);
  });
});

describe('the proposed last day of an attestation', () => {
  it.each([
    ['2026-03-31', '2027-03-31'],
    ['2027-12-31', '2028-12-31'],
    ['2028-02-29', '2029-02-28'],
    ['2027-02-28', '2028-02-28'],
  ])('of %s is %s', (attestationOn, validUntil) => {
    expect(proposeValidUntil(attestationOn)).toBe(validUntil);
  });
});

describe('the attestation to look at first', () => {
  type Attestation = { attestationState: AttestationState; attestationValidUntil: string | null };
  const ended: Attestation = { attestationState: 'ENDED', attestationValidUntil: '2026-01-01' };
  const soon: Attestation = { attestationState: 'ENDS_SOON', attestationValidUntil: '2026-12-01' };
  const none: Attestation = { attestationState: 'NONE', attestationValidUntil: null };
  const valid: Attestation = { attestationState: 'VALID', attestationValidUntil: '2027-06-01' };
  const later: Attestation = { attestationState: 'VALID', attestationValidUntil: '2027-07-01' };
  it.each<[Attestation[], Attestation | null]>([
    [[], null],
    [[later, valid], valid],
    [[valid, none], none],
    [[valid, soon], soon],
    [[soon, none, valid], none],
    [[soon, none, ended], ended],
  ])('of %j is %j', (attestations, worst) => {
    expect(worstAttestation(attestations)).toEqual(worst);
  });
});

describe('the provider directory', () => {
  it('holds the 18 providers and 84 methods that were compiled, each id once', () => {
    expect(providerDirectory).toHaveLength(18);
    expect(providerDirectory.flatMap((provider) => provider.methods)).toHaveLength(84);
    expect(new Set(providerDirectory.map((provider) => provider.id)).size).toBe(18);
    expect(directoryCompiledOn).toBe('2026-11-24');
  });

  it('suggests no questionnaire where none is known, and says why where one is', () => {
    for (const method of providerDirectory.flatMap((provider) => provider.methods)) {
      expect(method.usualQuestionnaireId === null).toBe(method.basis === null);
    }
    expect(
      findInDirectory('gocardless')?.methods.every((method) => method.usualQuestionnaireId === null),
    ).toBe(true);
  });

  it('finds nothing for an unknown or missing id', () => {
    expect(findInDirectory('nobody')).toBeNull();
    expect(findInDirectory(null)).toBeNull();
  });
});
