import { accessSync, constants, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { commonRefusal, Refusal } from './words.mjs';

const MIB = 1024 * 1024;

/** Refuses to begin what would fill the disk half-way. */
export function needSpace(folder, mebibytes, purpose) {
  const place = nearest(folder);
  const { bavail, bsize } = statfsSync(place);
  const free = Math.floor((bavail * bsize) / MIB);
  if (free >= mebibytes) return;
  throw new Refusal(
    `the disk is full: ${purpose} needs about ${mebibytes} MiB, and ${free} MiB are free at ${place}. Free some space and start again; nothing that was saved is lost.`,
  );
}

/** Makes the data folder and proves that it can be written. */
export function claimFolder(folder) {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    accessSync(nearest(folder), constants.W_OK);
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    if (error.code === 'EEXIST' || error.code === 'ENOTDIR')
      throw new Refusal(`${folder} is not a folder. Set INPLACE_DATA_DIR to one.`, { cause: error });
    if (error.code === 'ENOENT')
      throw new Refusal(`${folder} cannot be made. Set INPLACE_DATA_DIR to a folder that can be written.`, {
        cause: error,
      });
    throw commonRefusal({ code: error.code, message: error.message }, folder) ?? error;
  }
}

/** The folder itself, or the nearest one above it that is there. */
function nearest(folder) {
  let place = folder;
  while (!existsSync(place)) place = dirname(place);
  return place;
}

/** Refuses a port that is not a port, is taken, or needs rights that this user lacks. */
export async function claimPort(text, host) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Refusal(`PORT must be a number from 1 to 65535, not "${text}".`);
  const fault = await listenFault(port, host);
  if (fault === 'EADDRINUSE')
    throw new Refusal(
      `port ${port} is taken by another program. Choose another one: PORT=${port === 65535 ? 3001 : port + 1} npm run up`,
    );
  if (fault === 'EACCES')
    throw new Refusal(`this user may not open port ${port}. Choose one above 1023: PORT=3000 npm run up`);
  if (fault)
    throw new Refusal(
      `${host}:${port} cannot be opened (${fault}). HOST must be an address of this machine.`,
    );
  return port;
}

function listenFault(port, host) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error) => done(error.code ?? 'unknown'));
    probe.listen(port, host, () => probe.close(() => done(null)));
  });
}
