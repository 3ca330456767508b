import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { projectFolder } from './folders.mjs';
import { hashOf, readNote, removeNote, writeNote } from './notes.mjs';
import { keepLog } from './packages.mjs';
import { needSpace } from './room.mjs';
import { generateClient, installed, runNode } from './run.mjs';
import { commonRefusal, Refusal } from './words.mjs';

const SCHEMA = ['prisma/schema', 'package-lock.json'];
/** What the build is made of. */
export const SOURCES = [
  ...[
    'app',
    'components',
    'lib',
    'public',
    'proxy.ts',
    'instrumentation.ts',
    'instrumentation-client.ts',
    'next.config.js',
    'postcss.config.mjs',
  ],
  ...['tsconfig.json', 'package.json', ...SCHEMA],
];
const CATALOGUE = ['lib/catalogue', 'prisma/seed.ts'];

/** The program that serves the production build. */
export const serverProgram = join(projectFolder, '.next/standalone/server.js');

/** Makes the database client when the schema has changed since it was made. */
export async function ensureClient() {
  const hash = hashOf(SCHEMA);
  const made = join(projectFolder, 'lib/platform/generated/prisma/client.ts');
  if (readNote('client') === hash && existsSync(made)) return false;
  removeNote('client');
  await generateClient();
  writeNote('client', hash);
  return true;
}

/** The state of the sources, when they differ from what was built last; null when the build is current. */
export function staleBuild() {
  const hash = hashOf(SOURCES);
  return readNote('build') === hash && existsSync(serverProgram) ? null : hash;
}

/**
 * Builds for production and returns what the build said. The note is taken away first and written last, so a build cut
 * short is made again.
 */
export async function build(hash) {
  needSpace(projectFolder, 500, 'building');
  removeNote('build');
  const output = join(projectFolder, '.next');
  // What a killed build left in the cache is not trusted.
  if (readNote('building')) rmSync(join(output, 'cache'), { recursive: true, force: true });
  writeNote('building', hash);
  rmSync(join(output, 'standalone'), { recursive: true, force: true });
  let words = '';
  try {
    words = await runNode([installed('next/dist/bin/next'), 'build'], {
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    });
  } catch (error) {
    words = error.words ?? error.message;
    const log = keepLog('build.log', words);
    throw (
      commonRefusal(new Error(words), projectFolder) ??
      new Refusal(`the build failed${log}: ${reason(words)}`, { cause: error })
    );
  }
  // Whatever a careless path in the code makes the build pack, data of this installation never is part of it.
  rmSync(join(output, 'standalone/data'), { recursive: true, force: true });
  // The server of a standalone build expects these beside itself.
  cpSync(join(output, 'static'), join(output, 'standalone/.next/static'), { recursive: true });
  if (existsSync(join(projectFolder, 'public')))
    cpSync(join(projectFolder, 'public'), join(output, 'standalone/public'), { recursive: true });
  keepBrotli(join(output, 'static'), join(output, 'standalone/public/brotli'));
  writeNote('build', hash);
  removeNote('building');
  return words;
}

/** Scripts and styles compressed once, as well as it goes; next.config.js sends browsers there that can read them. */
function keepBrotli(from, to) {
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css)$/.test(name)) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, name), brotliCompressSync(readFileSync(join(from, name))));
  }
}

const BELONGS = ['.next', 'node_modules', 'package.json', 'public', 'server.js'];

/** The program that reads uploads and the one that draws a PDF are got by their paths, so they lie beside the server as they are. */
const AS_THEY_ARE = ['lib/evidence/reader/', 'lib/evidence/viewer/'];

/** What a careless path in the code has made the build pack: sources, or worse. */
export function strangersInBuild() {
  const folder = dirname(serverProgram);
  const strangers = readdirSync(folder).filter((name) => !BELONGS.includes(name) && name !== 'lib');
  const sources = existsSync(join(folder, 'lib'))
    ? readdirSync(join(folder, 'lib'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    : [];
  return [...strangers, ...sources.filter((path) => !AS_THEY_ARE.some((folder) => path.startsWith(folder)))];
}

/** The line of a failed build that says most. */
function reason(words) {
  const lines = words.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /Module not found|SyntaxError|^Error: (?!Turbopack)/.test(line)) ??
    lines.at(-1) ??
    ''
  );
}

/** What the catalogue's data and loader look like now; goes with the hash of what the database holds. */
export function catalogueHash() {
  return hashOf(CATALOGUE);
}
