/** Presses that stand for a command that somebody chose by its name: these act wherever, and with single keys switched off. */
const byName = new WeakSet<Event>();

/** Does on the screen what the key does there. */
export function pressByName(key: string): void {
  const event = new KeyboardEvent('keydown', { key, cancelable: true });
  byName.add(event);
  document.dispatchEvent(event);
}

/** Ctrl K, or Cmd K on a Mac, where Ctrl K belongs to the text that is written. */
export function isPaletteKey(event: KeyboardEvent): boolean {
  const isHeld = isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  return isHeld && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k';
}

export function isMac(): boolean {
  return navigator.userAgent.includes('Mac OS');
}

/**
 * Whether a key press may act as a single-key command: not with Ctrl, Alt or Meta, not while typing, beside a text that
 * somebody is writing (`data-writing`) or in something that floats, and not when the person has switched such commands off (WCAG 2.1.4).
 */
export function acceptsSingleKey(event: KeyboardEvent): boolean {
  if (byName.has(event)) return true;
  const rests = isMeantForText(event);
  if (rests || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.documentElement.dataset.keys === 'off') return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest('dialog[open], [popover]:popover-open, [data-writing]'))
    return false;
  return !target.matches(texts);
}

const texts = 'input:not([type="radio"], [type="checkbox"], [type="button"]), textarea, select';
const PAUSE_MS = 1_000;
let written: Element | null = null;
let swallowedAt = 0;

/** A text field that was taken away under somebody's hands: what they go on typing is no command, until they pause or move. */
function isMeantForText({ key, target, timeStamp }: KeyboardEvent): boolean {
  if (target !== document.body || written?.isConnected || key === 'Tab' || key === 'Escape') written = null;
  if (target instanceof Element && target.matches(texts)) {
    // Enter in a line sends it: whatever takes the field away then was asked for.
    written = key === 'Enter' && !target.matches('textarea') ? null : target;
    swallowedAt = 0;
  }
  if (!written || written === target) return false;
  if (swallowedAt > 0 && timeStamp - swallowedAt > PAUSE_MS) written = null;
  else swallowedAt = timeStamp;
  return written !== null;
}

function rememberText({ type, target }: Event): void {
  swallowedAt = 0;
  written = type === 'focusin' && target instanceof Element && target.matches(texts) ? target : null;
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
  document.addEventListener('focusin', rememberText);
  document.addEventListener('pointerdown', rememberText);
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
