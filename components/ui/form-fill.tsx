'use client';

import { useEffect, useRef } from 'react';
import { type FillValues, refilled } from './refilled';

/**
 * Fills the form around it again when the choice above changes; what somebody typed stays. At first the fields have
 * these values as their defaults.
 */
export function FormFill({ values }: { values: FillValues }) {
  const place = useRef<HTMLSpanElement>(null);
  const text = JSON.stringify(values);
  const earlierText = useRef(text);
  useEffect(() => {
    if (earlierText.current === text) return;
    const earlier: FillValues = JSON.parse(earlierText.current);
    const now: FillValues = JSON.parse(text);
    earlierText.current = text;
    for (const field of place.current?.closest('form')?.elements ?? []) {
      const isInput = field instanceof HTMLInputElement;
      if (!isInput && !(field instanceof HTMLSelectElement)) continue;
      const [before = [], fill] = [earlier[field.name], now[field.name]];
      if (fill === undefined) continue;
      if (isInput && field.type === 'checkbox') {
        field.checked = fill.includes(field.value) || (field.checked && !before.includes(field.value));
      } else {
        field.value = refilled(field.value, before[0] ?? '', fill[0] ?? '');
      }
    }
  }, [text]);
  return <span ref={place} hidden />;
}
