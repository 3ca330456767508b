import { readdirSync, readFileSync } from 'node:fs';
import { connection } from '../lib/http.mjs';
import { round } from '../lib/stats.mjs';

const IDLE_MS = 60_000;

/** Memory of app and database (proportional set size) a minute after a SAQ D was opened once. Linux only. */
export async function measureMemory(instance) {
  const http = connection(instance);
  const answer = await http.send('GET', `/assessments/${instance.assessmentId}/requirements/6.3.3`);
  http.close();
  if (answer.status !== 200) throw new Error(`the checklist was answered with ${answer.status}`);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const app = family(instance.server.pid).map(pss);
  const { rows } = await instance.owner.query(`SELECT pg_backend_pid() AS pid`);
  const postmaster = parentOf(rows[0].pid);
  const database = family(postmaster).map(pss);
  const sum = (values) => values.reduce((total, value) => total + value, 0) / 1024;
  return {
    results: [
      {
        name: 'idle-memory-mib',
        value: round(sum(app) + sum(database), 0),
        unit: 'MiB',
        target: 500,
        better: 'lower',
        comparedWith: `app ${round(sum(app), 0)} MiB in ${app.length} process, database ${round(sum(database), 0)} MiB in ${database.length} processes`,
      },
    ],
    samples: { appKib: app, databaseKib: database },
  };
}

function pss(pid) {
  const match = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  if (!match) throw new Error(`no memory figure for process ${pid}`);
  return Number(match[1]);
}

function parentOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[1]);
}

function family(root) {
  const members = [root];
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  for (let index = 0; index < members.length; index += 1) {
    for (const pid of all) {
      try {
        if (parentOf(pid) === members[index] && !members.includes(pid)) members.push(pid);
      } catch {
        // The process ended between listing and reading.
      }
    }
  }
  return members;
}
