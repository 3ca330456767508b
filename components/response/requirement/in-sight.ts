import { afterPaint } from '@/components/ui/after-paint';

const EDGE = 16;
/** Texts and a worksheet that come from the server or in another file grow in this time. */
const SETTLES_IN_MS = 1_500;

/** The pane that scrolls: in a low window the one around it does. */
function paneOf(element: Element): Element | null {
  const body = element.closest('.req-body');
  return [body, body?.parentElement ?? null].find((box) => box && isScrolled(box)) ?? null;
}

function isScrolled(box: Element): boolean {
  return /auto|scroll/.test(getComputedStyle(box).overflowY);
}

/**
 * Scrolls so far that everything from the first element to the last is seen, and not at all where it is. What is higher than
 * the pane starts at its top; where somebody writes in it, the field they write in stays. At once, never as a movement.
 */
export function bringIntoSight(first: Element, last: Element): void {
  const pane = paneOf(first);
  if (!pane) return;
  const frame = pane.getBoundingClientRect();
  const [top, bottom] = [first.getBoundingClientRect().top, last.getBoundingClientRect().bottom];
  if (top >= frame.top && bottom <= frame.bottom) return;
  const writing = fieldIn(last);
  const tooHigh = bottom - top > frame.height - 2 * EDGE;
  pane.scrollTop +=
    tooHigh && writing
      ? writing.getBoundingClientRect().bottom - frame.bottom + EDGE
      : top - frame.top - EDGE;
}

function fieldIn(element: Element): Element | null {
  const focused = document.activeElement;
  return focused?.matches('textarea, input:not([type="radio"])') && element.contains(focused)
    ? focused
    : null;
}

/** The answer of a row and what it obliges to, until that has its height or somebody goes on by hand. The answer is painted first. */
export function showAnswer(row: number, obliges: boolean): void {
  afterPaint(() => {
    const place = document.querySelector(`.req-body [data-row="${row}"]`);
    const group = place?.querySelector(':scope > fieldset');
    if (!place || !group) return;
    keepInSight(group, obliges ? place : group);
  });
}

/** Follows what grows in it for a moment. */
export function keepInSight(first: Element, last: Element): () => void {
  const grown = new ResizeObserver(() => bringIntoSight(first, last));
  const end = () => {
    grown.disconnect();
    clearTimeout(timer);
    for (const type of byHand) document.removeEventListener(type, end, true);
  };
  const timer = setTimeout(end, SETTLES_IN_MS);
  for (const type of byHand) document.addEventListener(type, end, { capture: true, passive: true });
  grown.observe(first);
  grown.observe(last);
  return end;
}

const byHand = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
