import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { notesFolder, projectFolder } from './folders.mjs';
import { needSpace } from './room.mjs';
import { runProgram } from './run.mjs';
import { commonRefusal, Refusal } from './words.mjs';

/**
 * Whether node_modules holds what the lock file names. npm writes its own record as the last thing it does, so an
 * installation that was cut short has none.
 */
export function packagesAreCurrent(folder = projectFolder) {
  const locked = readPackages(join(folder, 'package-lock.json'));
  const present = readPackages(join(folder, 'node_modules/.package-lock.json'));
  if (!locked || !present) return false;
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true;
    const found = present[path];
    if (!found) return wanted.optional === true || wanted.devOptional === true;
    return (
      found.version === wanted.version &&
      found.integrity === wanted.integrity &&
      existsSync(join(folder, path))
    );
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Installs exactly what the lock file names. */
export async function installPackages() {
  needSpace(projectFolder, 1800, 'installing the packages');
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline'];
  const retries = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000'];
  try {
    await runProgram(npm[0], [...npm.slice(1), ...args, ...retries]);
  } catch (error) {
    throw new Refusal(explainInstall(error.words ?? error.message), { cause: error });
  }
}

const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/;

function explainInstall(words) {
  const log = keepLog('install.log', words);
  if (/EROFS|read-only file system/i.test(words))
    return `the folder ${projectFolder} is read-only, and the packages have to be installed into it. Make it writable, or run "npm ci" there before it is mounted read-only.`;
  if (/EACCES|EPERM/.test(words))
    return `this user may not write to ${projectFolder}, and the packages have to be installed into it. Change its owner (chown -R), or run "npm ci" there as the owner.`;
  const known = commonRefusal(new Error(words), projectFolder);
  if (known) return known.message;
  if (/EUSAGE/.test(words))
    return `package.json and package-lock.json disagree${log}. Get both from the same version, or run "npm install" if you changed one.`;
  if (/E404|ETARGET|notarget/.test(words))
    return `the package registry does not have a package that the lock file names${log}. Is "npm config get registry" right?`;
  if (NO_NETWORK.test(words))
    return `the packages could not be downloaded: the npm registry does not answer${log}. Connect this machine, or set a mirror (npm config set registry …, HTTPS_PROXY), and start again.`;
  return `"npm ci" failed${log}: ${words.split('\n').find((line) => /npm (error|ERR!)/.test(line)) ?? 'no reason given'}`;
}

/** Keeps the long words of a failed step in a file, and says where; a full or read-only disk only loses the file. */
export function keepLog(name, words) {
  const file = join(notesFolder, name);
  try {
    mkdirSync(notesFolder, { recursive: true });
    writeFileSync(file, words);
    return ` (details: ${file})`;
  } catch {
    return '';
  }
}
