'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useScreenKeys } from '../use-answers';

const AT_MOST = 4;
const WAIT_MS = 2_000;

type Ahead = { number: string; since: number; keys: { key: string; event: KeyboardEvent }[] };

/**
 * Single keys of the screen of a requirement. The next one is drawn a moment after the key that asked for it: what is pressed
 * in between is meant for that one, and waits for it. A pointer, Escape, another focus or two seconds let it go.
 * Returns what to call with the requirement that was asked for.
 */
export function useKeysAhead(
  current: string,
  act: (key: string, event: KeyboardEvent) => boolean,
): (requirementNumber: string) => void {
  const ahead = useRef<Ahead | null>(null);

  const take = (key: string, event: KeyboardEvent): boolean => {
    const waiting = ahead.current;
    const isFresh = waiting !== null && event.timeStamp - waiting.since < WAIT_MS;
    if (!isFresh || key.length > 1 || event.shiftKey) {
      ahead.current = null;
      return act(key, event);
    }
    if (waiting.keys.length < AT_MOST) waiting.keys.push({ key, event });
    return true;
  };
  useScreenKeys(take);

  const takeHeld = useEffectEvent(take);
  const arrive = useEffectEvent((number: string) => {
    const held = ahead.current;
    ahead.current = null;
    if (held?.number !== number || performance.now() - held.since > WAIT_MS) return [];
    return held.keys;
  });
  useEffect(() => {
    const keys = arrive(current);
    if (keys.length === 0) return;
    queueMicrotask(() => {
      for (const { key, event } of keys) flushSync(() => takeHeld(key, event));
    });
  }, [current]);

  useEffect(() => {
    const letGo = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      ahead.current = null;
    };
    for (const type of ['keydown', 'pointerdown', 'focusin']) document.addEventListener(type, letGo, true);
    return () => {
      for (const type of ['keydown', 'pointerdown', 'focusin'])
        document.removeEventListener(type, letGo, true);
    };
  }, []);

  return (number) => {
    if (number !== current) ahead.current = { number, since: performance.now(), keys: [] };
  };
}
