import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { SOURCES } from '../../scripts/lib/build.mjs';
import { RUNTIME_ROLE, withClient } from '../../scripts/lib/database.mjs';
import { notesFolder, projectFolder } from '../../scripts/lib/folders.mjs';
import { onLeave } from '../../scripts/lib/lifecycle.mjs';
import { installed, runNode } from '../../scripts/lib/run.mjs';
import { replaced } from '../unguarded/replaced.mjs';

const TEST = /\.test\.tsx?$/;

/** In the checkout, so that packages are found where they are, and out of git's sight. */
const folder = join(notesFolder, 'unguarded');

const remove = () => rmSync(folder, { recursive: true, force: true });
onLeave(remove); // registered before any build runs, so that it comes after the build was stopped

/**
 * The product built from a copy of its sources, in which the modules of bench/unguarded stand in place of those that
 * check. `remove` takes copy and build away, as does every way out; what a killed run left goes at the next one.
 */
export async function buildUnguarded() {
  remove();
  try {
    for (const name of SOURCES) copy(name);
    for (const each of replaced) replace(each);
    symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction'); // fonts are named by path
    await runNode([installed('next/dist/bin/next'), 'build', folder], {
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    });
    const program = join(folder, '.next/standalone', relative(projectFolder, folder), 'server.js');
    return { program, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The lock file stays away: it would make the copy a project of its own, without packages. */
function copy(name) {
  const from = join(projectFolder, name);
  if (name === 'package-lock.json' || !existsSync(from)) return;
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  cpSync(from, join(folder, name), { recursive: true, filter: (path) => !TEST.test(path) });
}

/** The product's module steps aside under another name; what its replacement does not have is taken from there. */
function replace({ module, by }) {
  const aside = `${module}.checked`;
  renameSync(join(folder, `${module}.ts`), join(folder, `${aside}.ts`));
  const text = readFileSync(join(projectFolder, `${by}.ts`), 'utf8');
  const beside = `./${basename(aside)}`;
  writeFileSync(
    join(folder, `${module}.ts`),
    `${text.replaceAll(`'@/${module}'`, `'${beside}'`)}\nexport * from '${beside}';\n`,
  );
}

/** The address of a role that has the rights of the app's and passes row-level security by. For a database of the bench. */
export async function bypassingRole(ownerUrl) {
  const address = new URL(ownerUrl);
  address.username = 'inplace_unguarded';
  address.password = randomBytes(16).toString('hex');
  await withClient(ownerUrl, (client) =>
    client.query(
      `CREATE ROLE ${address.username} LOGIN BYPASSRLS IN ROLE ${RUNTIME_ROLE} PASSWORD '${address.password}'`,
    ),
  );
  return address.href;
}
