import type { KeyboardEvent } from 'react';

/**
 * Esc closes a form in place in which nothing was written. In one with words it only goes on to the button that keeps them: one
 * press takes nothing away.
 */
export function closingOnEscape(onClose: () => void) {
  return (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Escape') return;
    const form = event.currentTarget;
    if (isWritten(form)) form.querySelector<HTMLElement>('[type="submit"]')?.focus();
    else onClose();
  };
}

function isWritten(form: HTMLFormElement): boolean {
  return [...form.elements].some((field) => {
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (field instanceof HTMLInputElement)
      return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
    return false;
  });
}
