import 'server-only';
import type { Finding } from '@/lib/catalogue/model';
import type { Style } from './text';

/** A4 in points, margins of 18 mm, room for the running head and foot. */
export const page = { width: 595.28, height: 841.89, left: 51, right: 51, top: 62, bottom: 62 } as const;
export const bodyWidth = page.width - page.left - page.right;

/** Print is always light: the light side of the tokens, as the sRGB that a printer gets. */
export const ink = {
  strong: '#14181f',
  soft: '#434a55',
  muted: '#5b626d',
  line: '#c4c9d0',
  rule: '#14181f',
  accent: '#1d46ad',
};

export const styles = {
  title: { face: 'serif', size: 24, leading: 30, color: ink.strong },
  subtitle: { face: 'sans', size: 11, leading: 15, color: ink.soft },
  heading2: { face: 'serif-strong', size: 13, leading: 18, color: ink.strong },
  heading3: { face: 'sans-strong', size: 10, leading: 14, color: ink.strong },
  body: { face: 'sans', size: 9.5, leading: 14, color: ink.strong },
  muted: { face: 'sans', size: 9, leading: 13, color: ink.muted },
  label: { face: 'sans', size: 9, leading: 13, color: ink.soft },
  cell: { face: 'sans', size: 8.5, leading: 12, color: ink.strong },
  cellStrong: { face: 'sans-strong', size: 8.5, leading: 12, color: ink.strong },
  cellHead: { face: 'sans', size: 8.5, leading: 12, color: ink.soft },
  mono: { face: 'mono', size: 8, leading: 12, color: ink.strong },
  result: { face: 'serif-strong', size: 15, leading: 20, color: ink.strong },
  foot: { face: 'sans', size: 7.5, leading: 10, color: ink.muted },
} as const satisfies Record<string, Style>;

/** Text colour, chart fill and glyph of each finding; null is unanswered. */
export const findingColours: Record<Finding | 'UNANSWERED', { text: string; fill: string }> = {
  IN_PLACE: { text: '#14624a', fill: '#349d77' },
  IN_PLACE_WITH_CCW: { text: '#136075', fill: '#4aa5cf' },
  NOT_APPLICABLE: { text: '#4b515b', fill: '#bdc1c8' },
  NOT_TESTED: { text: '#7a5413', fill: '#eebd4e' },
  NOT_IN_PLACE: { text: '#b3261b', fill: '#bf2a1d' },
  UNANSWERED: { text: '#5b626d', fill: '#ffffff' },
};
