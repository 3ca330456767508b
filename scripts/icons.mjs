// Draws components/ui/icons.svg anew: run it after a change of components/ui/icons.tsx or of lucide's version.
import { readFileSync, writeFileSync } from 'node:fs';
import { iconSprite } from './lib/icon-sprite.mjs';

const folder = new URL('../components/ui/', import.meta.url);
writeFileSync(
  new URL('icons.svg', folder),
  await iconSprite(readFileSync(new URL('icons.tsx', folder), 'utf8')),
);
