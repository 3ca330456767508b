'use client';

import { createContext, useContext } from 'react';

export type FormState = {
  pending: boolean;
  fieldErrors: Readonly<Record<string, readonly string[]>>;
};

export const ActionFormContext = createContext<FormState>({ pending: false, fieldErrors: {} });

/** State of the ActionForm around: on its way or not, and what the server said about each field. */
export function useActionForm(): FormState {
  return useContext(ActionFormContext);
}
