import 'server-only';

/** So many files at a time in one process: each may start a program of its own. */
const AT_A_TIME = 2;

let running = 0;
const queue: (() => void)[] = [];

/** Does its work when few enough others are being looked into. */
export async function inTurn<R>(work: () => Promise<R>): Promise<R> {
  if (running >= AT_A_TIME) await new Promise<void>((resolve) => queue.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}
