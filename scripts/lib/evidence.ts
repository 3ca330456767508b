// The work of scripts/evidence.mjs, with the app's own code and as the app's own role.
import { encryptOlderFiles } from '../../lib/evidence/operations/keep/encrypt';
import { addKey, forgetKeys } from '../../lib/evidence/operations/keep/key-file';
import { moveToStore } from '../../lib/evidence/operations/keep/move';
import { rewrapAll } from '../../lib/evidence/operations/keep/rotate';
import { countUnknownObjects, verifyFiles } from '../../lib/evidence/operations/keep/verify';
import { evidenceStore } from '../../lib/evidence/store/store';
import { closeDatabase } from '../../lib/platform/db';

/** What comes from the database is shown, never obeyed. */
const say = (line: string) =>
  process.stdout.write(`${line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')}\n`);

const started = performance.now();
const seconds = () => ((performance.now() - started) / 1000).toFixed(1);

async function verify(): Promise<boolean> {
  const known = new Set<string>();
  const broken: string[] = [];
  let bytes = 0;
  for await (const { storageKey, sizeBytes, problem, fileName, evidenceTitle, evidenceId } of verifyFiles()) {
    known.add(storageKey);
    bytes += sizeBytes;
    if (!problem) continue;
    broken.push(storageKey);
    say(`DAMAGED  ${fileName} of “${evidenceTitle}” (/evidence/${evidenceId}, ${storageKey}) ${problem}.`);
  }
  const unknown = await countUnknownObjects(known);
  if (unknown > 0)
    say(
      `Note: ${unknown} objects belong to no file. Uploads that are not ended are removed after a day; what stays may belong to a newer database than this one.`,
    );
  say(
    `${known.size} files, ${(bytes / 1e6).toFixed(1)} MB, in ${evidenceStore().name()}: ${broken.length === 0 ? 'all are what was received' : `${broken.length} are not`}. ${seconds()} s.`,
  );
  return broken.length === 0;
}

async function rotate(): Promise<boolean> {
  const made = addKey();
  const { files, unopened } = await rewrapAll();
  for (const fileId of unopened) say(`NOT DONE  the key of the file ${fileId} does not open.`);
  say(`${made ? 'A new key was made. ' : ''}${files} keys of files were wrapped anew. ${seconds()} s.`);
  if (made)
    say('The key before still opens uploads that are on their way. In a day: npm run evidence:forget');
  return unopened.length === 0;
}

async function encrypt(): Promise<boolean> {
  say(`${await encryptOlderFiles()} files were encrypted. ${seconds()} s.`);
  return true;
}

async function forget(): Promise<boolean> {
  const { dropped, needed } = await forgetKeys();
  say(
    `${dropped} keys were dropped. ${needed > 0 ? `${needed} are still needed: npm run evidence:rotate` : ''}`,
  );
  return needed === 0;
}

async function move(): Promise<boolean> {
  const { files, problems } = await moveToStore();
  for (const problem of problems) say(`NOT MOVED  ${problem}`);
  say(`${files} files were moved to ${evidenceStore().name()}. ${seconds()} s.`);
  return problems.length === 0;
}

const commands: Record<string, () => Promise<boolean>> = { verify, encrypt, rotate, forget, move };
const command = commands[process.argv[2] ?? ''];
if (!command) throw new Error(`There is no such command. There are ${Object.keys(commands).join(', ')}.`);
const isWell = await command();
await closeDatabase();
process.exitCode = isWell ? 0 : 1;
