import type { KeyboardEvent } from 'react';

/**
 * Esc that is meant for what stands around: what was answered inside or belongs to an unfinished character is not. Nor is one in
 * a select, of which no browser says whether its list stands open.
 */
export function isEscape(event: KeyboardEvent): boolean {
  if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return false;
  return !(event.target instanceof HTMLSelectElement);
}

/**
 * Esc closes a form in place in which nothing was written. In one with words it only goes on to the button that keeps them: one
 * press takes nothing away.
 */
export function closingOnEscape(onClose: () => void) {
  return (event: KeyboardEvent<HTMLFormElement>) => {
    if (!isEscape(event)) return;
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
    if (field instanceof HTMLSelectElement) return field.selectedIndex !== firstIndex(field);
    return false;
  });
}

/** What was chosen when the form opened; without a word of it the first. */
function firstIndex({ options }: HTMLSelectElement): number {
  return Math.max(
    0,
    [...options].findIndex((option) => option.defaultSelected),
  );
}
