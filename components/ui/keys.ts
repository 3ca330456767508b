/**
 * Whether a key press may act as a single-key command: not with Ctrl, Alt or Meta, not while typing, beside a text that
 * somebody is writing (`data-writing`) or in something that floats, and not when the person has switched such commands off (WCAG 2.1.4).
 */
export function acceptsSingleKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.documentElement.dataset.keys === 'off') return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest('dialog[open], [popover]:popover-open, [data-writing]'))
    return false;
  return !target.matches('input:not([type="radio"], [type="checkbox"], [type="button"]), textarea, select');
}

/** Keys that were pressed before the screen at this address listened: its list may arrive after the frame. */
const early: { event: KeyboardEvent; path: string }[] = [];
const EARLY_MS = 5_000;
const EARLY_AT_MOST = 32;
let screens = 0;

/** The frame keeps what no screen has heard. */
export function keepEarlyKey(event: KeyboardEvent): void {
  if (screens > 0) return;
  early.push({ event, path: window.location.pathname });
  if (early.length > EARLY_AT_MOST) early.shift();
}

/** Listens until the returned function is called. What was pressed here within the last seconds comes first. */
export function listenToKeys(press: (event: KeyboardEvent) => void): () => void {
  screens += 1;
  document.addEventListener('keydown', press);
  const since = performance.now() - EARLY_MS;
  const { pathname } = window.location;
  for (const { event, path } of early.splice(0)) {
    if (path === pathname && event.timeStamp > since) queueMicrotask(() => press(event));
  }
  return () => {
    screens -= 1;
    document.removeEventListener('keydown', press);
  };
}
