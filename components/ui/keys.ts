/** Whether a key press belongs to a field: single-key commands must not act then (WCAG 2.1.4). */
export function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('dialog[open], [popover]:popover-open')) return true;
  return target.matches('input:not([type="radio"], [type="checkbox"], [type="button"]), textarea, select');
}
