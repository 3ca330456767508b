'use client';

import { useCallback, useEffect } from 'react';

/** Brings somebody to the comments; `detail`: to write one. */
export const commentEvent = 'inplace:comment';

const HELD_MS = 5_000;
const HELD_AT_MOST = 500;
let held: { text: string; since: number } | null = null;

/** Between the key that asks for the field and the field, what is typed is the comment's beginning. */
function hold(): void {
  if (!held) {
    document.addEventListener('keydown', keepKey, true);
    document.addEventListener('pointerdown', letGoOfKeys, true);
  }
  held = { text: held?.text ?? '', since: performance.now() };
}

function keepKey(event: KeyboardEvent): void {
  const { key, target } = event;
  const isInText = target instanceof HTMLElement && target.matches('input, textarea, select, dialog *');
  const isOver = !held || performance.now() - held.since > HELD_MS || isInText;
  if (isOver || event.ctrlKey || event.metaKey || event.altKey) {
    letGoOfKeys();
    return;
  }
  const letter = key === 'Enter' ? '\n' : key;
  if (key === 'Backspace' && held) held.text = held.text.slice(0, -1);
  else if (letter.length === 1 && held) held.text = (held.text + letter).slice(0, HELD_AT_MOST);
  else if (['Shift', 'CapsLock', 'Dead'].includes(key)) return;
  else {
    letGoOfKeys();
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** No field comes, or somebody went elsewhere. */
export function letGoOfKeys(): void {
  held = null;
  document.removeEventListener('keydown', keepKey, true);
  document.removeEventListener('pointerdown', letGoOfKeys, true);
}

/** What was typed before the field was there. */
export function takeHeldKeys(): string {
  const text = held?.text ?? '';
  letGoOfKeys();
  return text;
}

/** The way to the comments, by key or by an address that ends in #comments; on narrow screens through their sheet. */
export function useCommentsWay(showSheet: () => void): (toWrite: boolean) => true {
  const go = useCallback(
    (toWrite: boolean): true => {
      if (toWrite) hold();
      if (window.matchMedia('(width < 70rem)').matches) showSheet();
      requestAnimationFrame(() => {
        const places = [...document.querySelectorAll<HTMLElement>('.comments')];
        const place = places.find((each) => each.offsetParent !== null);
        if (!place) letGoOfKeys();
        place?.dispatchEvent(new CustomEvent(commentEvent, { detail: toWrite }));
      });
      return true;
    },
    [showSheet],
  );
  useEffect(() => {
    if (window.location.hash === '#comments') go(false);
  }, [go]);
  return go;
}
