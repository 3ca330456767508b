'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useActionForm } from './action-form-context';
import { Button } from './button';
import { Dialog } from './dialog';
import { askBeforeLeaving } from './leave-by';

type LeaveGuardProps = {
  /** Says in words, beside the buttons, that there is something to save. */
  isSpoken?: boolean;
  /** Another turn of this page (its address after the `?`) loses what was typed too. */
  alsoWithin?: boolean;
};

/** The part of the Navigation API that is used; not every browser has it yet. */
type Traversal = Event & { navigationType: string; destination: { key: string } };
type Navigation = EventTarget & { traverseTo: (key: string) => unknown };

/**
 * Inside a form: asks before the page with what was typed is left, by a link, by the browser's Back, or by closing it.
 * After a save nothing is asked.
 */
export function LeaveGuard({ isSpoken = false, alsoWithin = false }: LeaveGuardProps) {
  const mark = useRef<HTMLSpanElement>(null);
  const [isChanged, setChanged] = useState(false);
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const { pending } = useActionForm();
  const router = useRouter();
  const isGuarded = isChanged && !pending;

  useEffect(() => {
    const form = mark.current?.closest('form');
    const note = () => setChanged(true);
    form?.addEventListener('input', note);
    return () => form?.removeEventListener('input', note);
  }, []);

  useEffect(() => {
    if (!isGuarded) return;
    const close = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const link = linkOf(event, alsoWithin);
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      setLeave(() => () => router.push((link.pathname + link.search + link.hash) as Route));
    };
    const { navigation } = window as { navigation?: Navigation };
    const traverse = (event: Event) => {
      const { navigationType, destination } = event as Traversal;
      if (navigationType !== 'traverse' || !event.cancelable) return;
      event.preventDefault();
      setLeave(() => () => navigation?.traverseTo(destination.key));
    };
    const letGo = askBeforeLeaving((go) => setLeave(() => go));
    window.addEventListener('beforeunload', close);
    document.addEventListener('click', click, true);
    navigation?.addEventListener('navigate', traverse);
    return () => {
      letGo();
      window.removeEventListener('beforeunload', close);
      document.removeEventListener('click', click, true);
      navigation?.removeEventListener('navigate', traverse);
    };
  }, [isGuarded, alsoWithin, router]);

  function go() {
    setChanged(false);
    setLeave(null);
    // When the effect above has let go.
    setTimeout(() => leave?.());
  }

  return (
    <>
      <span ref={mark} role="status" className="text-ink-3" hidden={!isSpoken}>
        {pending ? 'Saving' : isChanged ? 'Changes are not saved yet' : ''}
      </span>
      <Dialog open={leave !== null} onClose={() => setLeave(null)} title="Leave without saving?">
        <p className="mt-1 text-ink-2 text-read">What you changed on this page is not saved.</p>
        <div className="dialog-actions">
          <Button onClick={() => setLeave(null)}>Stay</Button>
          <Button variant="danger" onClick={go}>
            Leave
          </Button>
        </div>
      </Dialog>
    </>
  );
}

/** The link of this site that a plain click follows, unless it only moves within the page or fetches a file. */
function linkOf(event: MouseEvent, alsoWithin: boolean): HTMLAnchorElement | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.origin !== window.location.origin) return null;
  if (link.target === '_blank' || link.hasAttribute('download')) return null;
  if (link.pathname !== window.location.pathname) return link;
  // Within one page links turn the form another way, and most forms keep what was typed themselves.
  return alsoWithin && link.search !== window.location.search ? link : null;
}
