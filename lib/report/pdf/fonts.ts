import 'server-only';
import { join } from 'node:path';

/** Three voices (DESIGN.md): serif asks, sans tells, mono is a machine fact. */
export type Face = 'sans' | 'sans-strong' | 'serif' | 'serif-strong' | 'mono';

const geist = 'node_modules/geist/dist/fonts';
const fontsource = (family: string, subset: string, weight: 400 | 600) =>
  `node_modules/@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`;

const fallback = (weight: 400 | 600) => [
  fontsource('noto-sans', 'greek', weight),
  fontsource('noto-sans', 'greek-ext', weight),
  fontsource('noto-sans-arabic', 'arabic', weight),
  fontsource('noto-sans', 'devanagari', weight),
];

/** Files per face in order of preference; the first that has a character draws it. TTF and WOFF only: pdfkit draws WOFF2 blank. */
export const stacks: Record<Face, readonly string[]> = {
  sans: [`${geist}/geist-sans/Geist-Regular.ttf`, ...fallback(400)],
  'sans-strong': [`${geist}/geist-sans/Geist-SemiBold.ttf`, ...fallback(600)],
  serif: [
    fontsource('source-serif-4', 'latin', 400),
    fontsource('source-serif-4', 'latin-ext', 400),
    fontsource('source-serif-4', 'cyrillic', 400),
    fontsource('source-serif-4', 'greek', 400),
    `${geist}/geist-sans/Geist-Regular.ttf`,
    ...fallback(400),
  ],
  'serif-strong': [
    fontsource('source-serif-4', 'latin', 600),
    fontsource('source-serif-4', 'latin-ext', 600),
    fontsource('source-serif-4', 'cyrillic', 600),
    fontsource('source-serif-4', 'greek', 600),
    `${geist}/geist-sans/Geist-SemiBold.ttf`,
    ...fallback(600),
  ],
  mono: [
    `${geist}/geist-mono/GeistMono-Regular.ttf`,
    `${geist}/geist-sans/Geist-Regular.ttf`,
    ...fallback(400),
  ],
};

/**
 * Absolute path: the server runs in the folder that holds node_modules, built or not. The build is told not to follow it
 * (it would pack the whole checkout); next.config.js names the files.
 */
export function fontPath(file: string): string {
  return join(/* turbopackIgnore: true */ process.cwd(), file);
}
