'use client';

import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { acceptsSingleKey, keepEarlyKey } from '@/components/ui/keys';
import { leaveBy } from '@/components/ui/leave-by';
import { openKeysEvent } from './keys-button';

const KeyHelp = lazy(() => import('./key-help'));

export type Jump = { letter: string; label: string; href: Route };

/** How long G waits for its second letter. */
const WAIT = 1500;

/** Keys of the frame: G then a letter goes to a section, ? lists all keys. After a move the heading gets the focus. */
export function ShellKeys({ jumps }: { jumps: readonly Jump[] }) {
  const router = useRouter();
  const [helpOpen, setHelpOpen] = useState(false);
  const pressedG = useRef(0);
  useHeadingFocus();

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (!acceptsSingleKey(event)) return;
      const jump = jumps.find((candidate) => candidate.letter.toLowerCase() === event.key.toLowerCase());
      if (event.key === '?') {
        setHelpOpen(true);
      } else if (jump && Date.now() - pressedG.current < WAIT) {
        // The page's own keys must not act on the second letter.
        event.stopImmediatePropagation();
        leaveBy(() => router.push(jump.href));
      } else if (event.key.toLowerCase() === 'g' && !event.shiftKey) {
        pressedG.current = Date.now();
        return;
      } else {
        keepEarlyKey(event);
        return;
      }
      pressedG.current = 0;
      event.preventDefault();
    }
    const open = () => setHelpOpen(true);
    document.addEventListener('keydown', press, { capture: true });
    document.addEventListener(openKeysEvent, open);
    return () => {
      document.removeEventListener('keydown', press, { capture: true });
      document.removeEventListener(openKeysEvent, open);
    };
  }, [jumps, router]);

  if (!helpOpen) return null;
  return (
    <Suspense>
      <KeyHelp jumps={jumps} onClose={() => setHelpOpen(false)} />
    </Suspense>
  );
}

function useHeadingFocus() {
  const path = usePathname();
  const previous = useRef(path);
  useEffect(() => {
    if (previous.current === path) return;
    previous.current = path;
    const heading = document.querySelector<HTMLElement>('main h1');
    // On phones the pane around the page scrolls, which the router does not know.
    heading?.closest('.main')?.scrollTo(0, 0);
    heading?.focus({ preventScroll: true });
  }, [path]);
}
