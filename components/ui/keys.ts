/**
 * Whether a key press may act as a single-key command: not with Ctrl, Alt or Meta, not while typing or in something
 * that floats, and not when the person has switched such commands off (WCAG 2.1.4).
 */
export function acceptsSingleKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.documentElement.dataset.keys === 'off') return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest('dialog[open], [popover]:popover-open')) return false;
  return !target.matches('input:not([type="radio"], [type="checkbox"], [type="button"]), textarea, select');
}
