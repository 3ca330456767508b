// Everything that was started is stopped in the reverse order, on every way out.
import { say } from './words.mjs';

const undo = [];
let leaving = null;

/** Registers what to do on the way out. */
export function onLeave(work) {
  undo.push(work);
}

/** Whether the way out has begun: failures of children are then expected. */
export function isLeaving() {
  return leaving !== null;
}

/** Stops everything once and ends the process. */
export function leave(code) {
  leaving ??= (async () => {
    for (const work of undo.reverse()) {
      try {
        await work();
      } catch (error) {
        process.stderr.write(`While stopping: ${error.message}\n`);
        code ||= 1;
      }
    }
    process.exit(code);
  })();
  return leaving;
}

/** Ctrl-C, a service manager's SIGTERM and a closed terminal all stop in the same clean way. */
export function leaveOnSignals() {
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (leaving) return;
      say('\nStopping …');
      leave(0);
    });
  if (process.env.npm_lifecycle_event) leaveWithParent();
}

/** npm puts a shell in between, which passes no signals on: when it is gone, so are we. */
function leaveWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !leaving) leave(0);
  }, 500).unref();
}
