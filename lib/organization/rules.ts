/**
 * Whether preparer and signer must be two people: what the organization says, and without a word of it once there are two
 * who prepare (administrators and compliance officers).
 */
export function asksForSeparateSigner(policy: boolean | null, officers: number): boolean {
  return policy ?? officers >= 2;
}
