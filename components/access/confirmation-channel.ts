/** Between the window that asked for a confirmation and the one that got it. It carries news, never proof. */
export const confirmationChannel = 'inplace.confirmation';
export type ConfirmationOutcome = 'confirmed' | 'refused';
