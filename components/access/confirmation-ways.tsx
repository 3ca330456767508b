'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { ActionResult } from '@/lib/platform/result';

/** What a passkey is to sign, and the same sealed for the server. */
export type PasskeyOffer = { options: unknown; offer: string };

type Ways = {
  /** How confirming at the company's sign-on starts; null for somebody who signed in with a password or a passkey. */
  startSignOn: (() => Promise<ActionResult<{ url: string }>>) | null;
  /** Something for a passkey to sign; null for somebody who has none. */
  offerPasskey: (() => Promise<ActionResult<PasskeyOffer>>) | null;
  hasApp: boolean;
};

const none: Ways = { startSignOn: null, offerPasskey: null, hasApp: false };
const WaysContext = createContext<Ways>(none);

/** Around the pages on which somebody confirms who they are: what they can do that with, beside the password. */
export function ConfirmationWays({ children, ...ways }: Ways & { children: ReactNode }) {
  return <WaysContext value={ways}>{children}</WaysContext>;
}

export function useConfirmationWays(): Ways {
  return useContext(WaysContext);
}
