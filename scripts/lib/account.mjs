import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Refusal } from './words.mjs';

/**
 * PostgreSQL refuses to run as root. A normal user runs it under their own account ({}); root, as in a container,
 * lends it an existing unprivileged one.
 */
export function databaseAccount(passwd = '/etc/passwd') {
  if (process.platform === 'win32') return {};
  if (process.getuid() !== 0) {
    try {
      userInfo();
      return {};
    } catch {
      throw new Refusal(
        `user id ${process.getuid()} has no entry in /etc/passwd, which PostgreSQL's set-up needs. Add one ` +
          `(as root: echo 'inplace:x:${process.getuid()}:${process.getgid()}::/tmp:/bin/sh' >> /etc/passwd), or set DATABASE_URL to a PostgreSQL of your own.`,
      );
    }
  }
  const wanted = process.env.PG_RUN_AS ? [process.env.PG_RUN_AS] : ['postgres', 'nobody'];
  const accounts = new Map(
    readLines(passwd).map((line) => {
      const [name, , uid, gid] = line.split(':');
      return [name, { uid: Number(uid), gid: Number(gid) }];
    }),
  );
  for (const name of wanted) {
    const account = accounts.get(name);
    if (account && account.uid !== 0) return { ...account, name };
  }
  throw new Refusal(
    `PostgreSQL must not run as root, and there is no account "${wanted.join('" or "')}" to run it under. Create one (useradd --system postgres), name another in PG_RUN_AS, or set DATABASE_URL.`,
  );
}

/** Whether the account can enter the folder and read the file: asked of the system itself, as that account. */
export function canReach(account, path) {
  if (account.uid === undefined) return true;
  const asked = spawnSync('/bin/sh', ['-c', 'test -r "$1"', 'sh', path], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return asked.status === 0;
}

function readLines(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
