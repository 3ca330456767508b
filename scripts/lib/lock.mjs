// One running instance per data folder. The lock is a file that names its holder; it survives nothing: a holder that
// is gone, or a process id that means another program by now, no longer holds it.
import {
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Refusal } from './words.mjs';

const HEARTBEAT_MS = 3_000;
const SILENT_MS = 12_000;

/** Takes the lock or refuses in one line. Returns a function that gives it back. */
export async function takeLock(dataFolder, address) {
  const file = join(dataFolder, 'running.json');
  const mine = { pid: process.pid, started: startOf(process.pid), place: place(), address };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(mine)}\n`, { mode: 0o600 });
  try {
    for (let attempt = 0; ; attempt++) {
      if (linked(draft, file)) break;
      const holder = readHolder(file);
      if (holder && (await isHeld(file, holder))) throw refusal(holder, dataFolder);
      if (attempt > 20) throw refusal(holder ?? mine, dataFolder);
      removeStale(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const beat = setInterval(() => touch(file), HEARTBEAT_MS);
  beat.unref();
  return () => {
    clearInterval(beat);
    const holder = readHolder(file);
    if (holder?.pid === mine.pid && holder.started === mine.started) rmSync(file, { force: true });
  };
}

function refusal(holder, dataFolder) {
  return new Refusal(
    `Inplace already runs on this data folder (${dataFolder}): ${holder.address}, process ${holder.pid}. ` +
      'Use that one, or stop it first (Ctrl-C there). For a second installation set INPLACE_DATA_DIR and PORT.',
  );
}

function linked(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead holder's file away, but never a fresh one that another start has just put there. */
function removeStale(file, holder) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved && JSON.stringify(moved) !== JSON.stringify(holder)) linked(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

async function isHeld(file, holder) {
  if (holder.place === place()) return isAlive(holder.pid) && startOf(holder.pid) === holder.started;
  // Another machine or container on the same folder: its process ids mean nothing here, its heartbeat does.
  const before = modifiedAt(file);
  if (Date.now() - before > 10 * SILENT_MS) return false;
  const until = Date.now() + SILENT_MS;
  while (Date.now() < until) {
    await new Promise((done) => setTimeout(done, 500));
    if (modifiedAt(file) !== before) return true;
  }
  return false;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return !/\) Z/.test(procStat(pid) ?? '');
}

/** When a process was started, in the kernel's ticks: tells a process from a later one with the same id. */
function startOf(pid) {
  const stat = procStat(pid);
  return stat ? (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null) : null;
}

function procStat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
}

/** Names the set of process ids that this process belongs to: machine, boot and (in a container) namespace. */
function place() {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function modifiedAt(file) {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // A lock that was deleted by hand is not made again.
  }
}
