// Starts, or joins, the private PostgreSQL server of a data folder. The server is a daemon: it outlives a killed
// launcher, and the next one joins it.
import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { databaseAccount } from './account.mjs';
import { clusterFolder, outsideHome, reachablePrograms } from './postgres-place.mjs';
import { commonRefusal, Refusal } from './words.mjs';

const SETTINGS = [
  "listen_addresses = '127.0.0.1'",
  "unix_socket_directories = ''",
  'ssl = off',
  'max_connections = 60',
  'shared_buffers = 128MB',
  'max_wal_size = 512MB',
  'logging_collector = off',
  "log_timezone = 'UTC'",
  "timezone = 'UTC'",
];

/** The superuser's password, inside the cluster, so that both are always of one set-up. */
const PASSWORD = 'inplace-password';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Starts or joins the server under `<dataFolder>/postgres`. `settings` are further lines of configuration; a throw-away
 * server is not synced to disk when it is made.
 */
export async function startPostgres(
  dataFolder,
  { settings = [], port: wantedPort, isThrowaway = false } = {},
) {
  const account = databaseAccount();
  mkdirSync(dataFolder, { recursive: true });
  const programs = reachablePrograms(account, outsideHome(dataFolder));
  const { root, outside } = clusterFolder(account, resolve(dataFolder));
  const server = {
    account,
    bin: programs.bin,
    root,
    data: join(root, 'data'),
    log: join(root, 'server.log'),
    wantedPort,
    isThrowaway,
  };
  try {
    if (!existsSync(join(server.data, 'PG_VERSION'))) await initialise(server);
    refuseOtherMajor(server);
    const joined = await startOrJoin(server, settings);
    const { port, pid } = pidFile(server);
    const password = readFileSync(join(server.data, PASSWORD), 'utf8').trim();
    return {
      url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
      pid,
      port,
      joined,
      root,
      outside: outside || programs.copied,
      isRunning: () => isPostgres(pid),
      stop: () => stop(server),
    };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw commonRefusal(error, root) ?? error;
  }
}

function notADatabase({ data }) {
  return new Refusal(
    `${data} holds something that is not a PostgreSQL database. Nothing was touched: move it away, or set INPLACE_DATA_DIR to another folder.`,
  );
}

/**
 * Runs initdb in a folder of its own and moves it into place whole, password included: a set-up that was cut short
 * leaves no half cluster, and of two at once the second uses the first's.
 */
async function initialise(server) {
  removeHalves(server);
  if (existsSync(server.data)) throw notADatabase(server);
  const half = join(server.root, `half-${process.pid}-${randomBytes(4).toString('hex')}`);
  const password = `${half}.password`;
  writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  own(server, password);
  await run(server, 'initdb', [
    ...['-D', half, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${password}`],
    ...['-E', 'UTF8', '--locale=C', '--data-checksums', '--no-instructions'],
    ...(server.isThrowaway ? ['--no-sync'] : []),
  ]);
  renameSync(password, join(half, PASSWORD));
  appendFileSync(join(half, 'postgresql.conf'), "\ninclude_if_exists 'inplace.conf'\n");
  try {
    renameSync(half, server.data);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (existsSync(join(server.data, 'PG_VERSION'))) return;
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    throw new Refusal(
      `${server.data} holds something that is not a PostgreSQL database. Move it away first.`,
    );
  }
}

/** Removes what killed set-ups have left, unless their process still works on it. */
function removeHalves(server) {
  for (const name of readdirSync(server.root)) {
    const pid = /^half-(\d+)/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(server.root, name), { recursive: true, force: true });
  }
}

function refuseOtherMajor(server) {
  const major = readFileSync(join(server.data, 'PG_VERSION'), 'utf8').trim();
  const share = join(server.bin, '..', 'share');
  if (process.env.PG_BIN || !existsSync(share)) return;
  const built = /^# PostgreSQL (\d+)/.exec(readOr(join(share, 'postgresql', 'postgres.bki'), ''))?.[1];
  if (built && built !== major)
    throw new Refusal(
      `the database in ${server.root} was made by PostgreSQL ${major}, and this version of Inplace brings ${built}. Start the version that made it, or point PG_BIN at the programs of PostgreSQL ${major}.`,
    );
}

function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

/** True when a running server was joined. Copes with stale pid files, zombies, reused pids and a simultaneous start. */
async function startOrJoin(server, settings) {
  for (let round = 0; round < 1200; round++) {
    const found = pidFile(server);
    if (found && isPostgres(found.pid)) {
      if (found.state === 'ready' && (await accepts(found.port))) return true;
    } else {
      if (found) rmSync(join(server.data, 'postmaster.pid'), { force: true });
      if (await start(server, settings)) return false;
    }
    await pause(100);
  }
  throw new Refusal(`PostgreSQL did not become ready; its own words are in ${server.log}.`);
}

/** True when started; false when somebody else was faster or old processes are still leaving: look again. */
async function start(server, settings) {
  const port = server.wantedPort ?? (await freePort());
  const file = join(server.data, 'inplace.conf');
  writeFileSync(file, `${[...SETTINGS, `port = ${port}`, ...settings].join('\n')}\n`, { mode: 0o600 });
  own(server, file);
  const saidBefore = trimLog(server);
  try {
    await run(server, 'pg_ctl', ['-D', server.data, '-l', server.log, '-w', '-t', '120', 'start']);
    return true;
  } catch (error) {
    const found = pidFile(server);
    if (found && isPostgres(found.pid)) return false;
    const words = readOr(server.log, '').slice(saidBefore);
    if (
      /shared memory block .* is still in use|lock file .* already exists|Address already in use/s.test(words)
    ) {
      await pause(300);
      server.retries = (server.retries ?? 0) + 1;
      if (server.retries < 60) return false;
    }
    throw (
      commonRefusal(new Error(words), server.root) ??
      new Refusal(`PostgreSQL did not start; its own words are in ${server.log}.`, { cause: error })
    );
  }
}

async function stop(server) {
  const found = pidFile(server);
  if (!found || !isPostgres(found.pid)) return;
  await run(server, 'pg_ctl', ['-D', server.data, '-m', 'fast', '-w', '-t', '60', 'stop']);
}

function pidFile(server) {
  try {
    const lines = readFileSync(join(server.data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), state: lines[7]?.trim() };
  } catch {
    return null;
  }
}

/** Alive, and really a PostgreSQL: not a zombie that nobody reaped (containers) and not a reused process id. */
function isPostgres(pid) {
  if (!pid || !isAlive(pid)) return false;
  const stat = readOr(`/proc/${pid}/stat`, null);
  return stat === null ? process.platform !== 'linux' : /\(postgres\) [^Z]/.test(stat);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function accepts(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}

/**
 * A free port on the loopback address, below those that systems give to outgoing connections: one of them could have taken
 * it by the time the server listens.
 */
export async function freePort() {
  for (let round = 0; round < 50; round++) {
    const port = await probed(randomInt(20_000, 32_000));
    if (port) return port;
  }
  return probed(0);
}

/** The port that could be listened on, 0 for any; null when it is taken. */
function probed(wanted) {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on('error', (error) => (wanted ? done(null) : failed(error)));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

function own(server, file) {
  chmodSync(file, 0o600);
  if (server.account.uid !== undefined) chownSync(file, server.account.uid, server.account.gid);
}

/** Keeps the log from growing for ever. Returns its length. */
function trimLog(server) {
  const kept = readOr(server.log, '').slice(-200_000);
  writeFileSync(server.log, kept, { mode: 0o600 });
  own(server, server.log);
  return kept.length;
}

function run(server, program, args) {
  const { uid, gid } = server.account;
  return new Promise((done, failed) => {
    const child = spawn(join(server.bin, program), args, {
      ...(uid === undefined ? {} : { uid, gid, cwd: '/' }),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', PGOPTIONS: '' },
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let words = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        words += piece;
      });
    child.on('error', failed);
    // 'exit', not 'close': the daemon may inherit the pipes and keep them open.
    child.on('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) done(words);
      else failed(new Error(`${program} ended with ${code}: ${words.trim()}`));
    });
  });
}
