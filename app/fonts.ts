import localFont from 'next/font/local';

/** The tool's voice; preloaded because every screen uses it. Covers Latin Extended and Cyrillic. */
const sans = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
});

/** Hashes, addresses, headers: fetched only where they occur. */
const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
});

export const fontVariables = `${sans.variable} ${mono.variable}`;
