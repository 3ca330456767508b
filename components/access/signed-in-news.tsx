'use client';

import { useEffect } from 'react';
import { signedInChannel } from '@/components/ui/signed-in';

/** Tells the tabs that wait for a sign-in, and closes this one where the browser allows it. */
export function SignedInNews() {
  useEffect(() => {
    const channel = new BroadcastChannel(signedInChannel);
    channel.postMessage('signed in');
    channel.close();
    window.close();
  }, []);
  return null;
}
