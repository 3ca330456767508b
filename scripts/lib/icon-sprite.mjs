import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const DECLARED = /^export const (\w+) = icon\('([a-z0-9-]+)'\);$/gm;

/**
 * The SVG of components/ui/icons.svg: one symbol for each icon that `source` (components/ui/icons.tsx) declares, drawn by
 * lucide. A page then carries one `<use>` per icon instead of its paths, and no script draws icons.
 */
export async function iconSprite(source) {
  const lucide = await import('lucide-react');
  const symbols = [...source.matchAll(DECLARED)].map(([, name, id]) => {
    if (!lucide[name])
      throw new Error(`lucide has no icon ${name}: take another name in components/ui/icons.tsx`);
    const drawn = renderToStaticMarkup(createElement(lucide[name]));
    return `<symbol id="${id}" viewBox="0 0 24 24">${shapes(drawn)}</symbol>`;
  });
  return `<!-- Icons of Lucide (https://lucide.dev, ISC licence). Made by: node scripts/icons.mjs -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
${symbols.join('\n')}
</svg>
`;
}

function shapes(drawn) {
  return drawn
    .replace(/^<svg[^>]*>|<\/svg>$/g, '')
    .replace(/><\/(?:path|rect|circle|line|ellipse|polyline|polygon)>/g, '/>');
}
