import 'server-only';

const brand: unique symbol = Symbol('confirmation');

/**
 * Proof that a person entered their password again just now. Commands that bind the organization demand it beside the
 * grant, so that forgetting to ask does not compile. Only confirmPerson() and confirmPassword() make it.
 */
export type Confirmation = { readonly [brand]: true; readonly userId: string };

/** For those two and tests; never import it elsewhere (a gate checks). */
export function unsafeMakeConfirmation(userId: string): Confirmation {
  return Object.freeze({ [brand]: true as const, userId });
}

/** A confirmation speaks for nobody else. Throws: handing over another person's is a defect of ours. */
export function assertConfirmed(confirmation: Confirmation, userId: string | null): void {
  if (confirmation.userId !== userId) throw new Error('somebody else was confirmed');
}
