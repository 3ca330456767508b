'use client';

import { useEffect } from 'react';

/** Takes the focus to the heading where a screen changes without a new path, as after the last question. */
export function FocusHeading() {
  useEffect(() => document.querySelector<HTMLElement>('main h1')?.focus(), []);
  return null;
}
