import 'server-only';

const brand: unique symbol = Symbol('confirmation');

/**
 * Proof that a person entered their password again just now. Commands that bind the organization demand it beside the
 * grant, so that forgetting to ask does not compile. Only confirmPassword() makes it.
 */
export type Confirmation = { readonly [brand]: true; readonly userId: string };

/** For confirmPassword() and tests; never import it elsewhere (a gate checks). */
export function unsafeMakeConfirmation(userId: string): Confirmation {
  return Object.freeze({ [brand]: true as const, userId });
}
