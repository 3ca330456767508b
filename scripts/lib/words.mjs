// What the launcher says, and the one way in which it gives up.

/** A failure that a person can act on: printed as one line, without a stack. */
export class Refusal extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'Refusal';
  }
}

const bold = (text) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[22m` : text);

/** Prints a line of plain words. */
export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

/** Prints "Label      text", so that the start reads like a short list. */
export function step(label, text) {
  say(`  ${bold(label.padEnd(10))} ${text}`);
}

/** Runs work that may take a while: says what it does at once, and how long it took at the end. */
export async function timed(label, doing, work) {
  step(label, doing);
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  if (seconds >= 1) step('', `done in ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`);
  return result;
}

const FULL_DISK = /ENOSPC|no space left on device|check free disk space/i;
const QUOTA = /EDQUOT|disk quota exceeded/i;
const READ_ONLY = /EROFS|read-only file system/i;
const NO_PERMISSION = /EACCES|EPERM/;

/** Turns the faults every step may meet into one sentence; null when the error is none of them. */
export function commonFault(error, folder) {
  const text = `${error?.code ?? ''} ${error?.message ?? error}`;
  const where = error?.path ?? folder;
  if (FULL_DISK.test(text))
    return `The disk is full (${where}). Free some space and start again; nothing that was saved is lost.`;
  if (QUOTA.test(text)) return `The disk quota is used up (${where}). Free some space and start again.`;
  if (READ_ONLY.test(text))
    return `The folder is read-only (${where}). Set INPLACE_DATA_DIR to a folder that can be written, or mount it writable.`;
  if (NO_PERMISSION.test(text))
    return `This user may not write to ${where}. Change its owner (chown), or set INPLACE_DATA_DIR to a folder of your own.`;
  return null;
}

/** The same as a failure to print; null when the error is none of them. */
export function commonRefusal(error, folder) {
  const known = commonFault(error, folder);
  return known && new Refusal(known.charAt(0).toLowerCase() + known.slice(1), { cause: error });
}

/** The last words of a failed start. Known faults get their one line; defects keep their stack. */
export function sayFailure(error, folder) {
  const known = error instanceof Refusal ? error.message : commonFault(error, folder);
  process.stderr.write(
    known ? `\nCannot go on: ${known}\n` : `\nUnexpected failure: ${error?.stack ?? error}\n`,
  );
}
