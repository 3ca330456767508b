'use client';

import { useEffect } from 'react';
import { type ConfirmationOutcome, confirmationChannel } from './confirmation-channel';

/** Tells the form in the other window, and closes this one where the browser allows it. */
export function ConfirmedNews({ outcome }: { outcome: ConfirmationOutcome }) {
  useEffect(() => {
    const channel = new BroadcastChannel(confirmationChannel);
    channel.postMessage(outcome);
    channel.close();
    if (outcome === 'confirmed') window.close();
  }, [outcome]);
  return null;
}
