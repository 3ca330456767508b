import 'server-only';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const STYLE = `
html { background: #e7e7e4; color-scheme: light; }
body { margin: 0; padding: 8px; display: grid; gap: 8px; }
section { min-height: 40vh; background: #fff; position: relative; }
section.drawn { min-height: 0; }
section.broken::after { content: 'This page cannot be drawn.'; font: 14px sans-serif; padding: 16px; display: block; }
canvas { display: block; width: 100%; height: auto; }
p { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: pre; }`;

/** In the order in which they run: the library's two halves leave themselves where the third finds them. */
const SCRIPTS = [
  'node_modules/pdfjs-dist/legacy/build/pdf.worker.min.mjs',
  'node_modules/pdfjs-dist/legacy/build/pdf.min.mjs',
  'lib/evidence/viewer/viewer.mjs',
];

type Viewer = { html: string; policy: string };
let made: Promise<Viewer> | undefined;

/**
 * The document in which a PDF is drawn. It runs three scripts that it names by their hashes, in a sandbox without an origin,
 * and can reach nothing: a PDF that takes over the library has taken over an empty room.
 */
export function pdfViewer(): Promise<Viewer> {
  made ??= make().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

async function make(): Promise<Viewer> {
  const scripts = await Promise.all(
    SCRIPTS.map((file) => readFile(path.join(/* turbopackIgnore: true */ process.cwd(), file), 'utf8')),
  );
  if (scripts.some((script) => /<\/script|<!--/i.test(script))) {
    throw new Error('a script of the PDF viewer cannot stand inside a page');
  }
  const hashes = scripts.map((script) => `'sha256-${hashOf(script)}'`).join(' ');
  return {
    policy: [
      'sandbox allow-scripts',
      "default-src 'none'",
      `script-src ${hashes}`,
      `style-src 'sha256-${hashOf(STYLE)}'`,
      'img-src data: blob:',
      'font-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pages</title><style>${STYLE}</style></head><body>${scripts
      .map((script) => `<script type="module">${script}</script>`)
      .join('')}</body></html>`,
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
