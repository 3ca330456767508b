'use client';

import { type RefObject, useEffect } from 'react';
import { acceptsSingleKey } from '@/components/ui/keys';

/** Letters of the options. G starts a jump and K goes back, so they are left out. */
export const optionLetters = 'ABCDEFHIJLMNOPQR'.split('');

type Keys = {
  form: RefObject<HTMLFormElement | null>;
  back: RefObject<HTMLAnchorElement | null>;
  onLeave: () => void;
};

/** A letter chooses, K goes back, Enter goes on, Esc leaves. */
export function usePickerKeys({ form, back, onLeave }: Keys): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (!acceptsSingleKey(event) || event.shiftKey) return;
      if (event.key === 'Escape') return onLeave();
      if (event.key === 'Enter') {
        // Buttons, links and choices do their own thing with Enter.
        const isOwn =
          event.target instanceof HTMLElement && event.target.closest('a, button, summary, input');
        if (!isOwn) form.current?.requestSubmit();
        return;
      }
      if (event.key.toLowerCase() === 'k') {
        back.current?.click();
        return;
      }
      const at = optionLetters.indexOf(event.key.toUpperCase());
      const input = at < 0 ? undefined : form.current?.querySelectorAll<HTMLInputElement>('.check')[at];
      if (!input) return;
      event.preventDefault();
      input.click();
      input.focus();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [form, back, onLeave]);
}
