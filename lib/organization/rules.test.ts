import { describe, expect, it } from 'vitest';
import { signerPolicyInput } from './model';
import { asksForSeparateSigner } from './rules';

describe('two people to prepare and to sign', () => {
  it.each([
    [null, 0, false],
    [null, 1, false],
    [null, 2, true],
    [null, 5, true],
    [true, 0, true],
    [true, 1, true],
    [true, 2, true],
    [false, 1, false],
    [false, 2, false],
    [false, 5, false],
  ])('with the policy %s and %i officers: %s', (policy, officers, asked) => {
    expect(asksForSeparateSigner(policy, officers)).toBe(asked);
  });

  it.each([
    ['AUTO', null],
    ['YES', true],
    ['NO', false],
  ])('is chosen in the form as %s', (separateSigner, policy) => {
    const input = { separateSigner, password: 'correct horse 1' };
    expect(signerPolicyInput.parse(input).separateSigner).toBe(policy);
  });

  it.each(['', 'yes', 'true', undefined])('is chosen in the form, and not as %j', (separateSigner) => {
    const input = { separateSigner, password: 'correct horse 1' };
    expect(signerPolicyInput.safeParse(input).error?.issues[0]?.path).toEqual(['separateSigner']);
  });
});
