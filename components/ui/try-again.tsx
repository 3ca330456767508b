'use client';

import { useEffect, useEffectEvent } from 'react';
import { Button } from './button';
import { hearSignedIn } from './signed-in';

/** Asks again for what did not arrive, and does so by itself once the person has signed in beside this tab. */
export function TryAgain({ onAgain, isLink = false }: { onAgain: () => void; isLink?: boolean }) {
  const again = useEffectEvent(onAgain);
  useEffect(() => hearSignedIn(() => again()), []);
  return isLink ? (
    <button type="button" className="link" onClick={onAgain}>
      Try again
    </button>
  ) : (
    <Button size="sm" onClick={onAgain}>
      Try again
    </Button>
  );
}
