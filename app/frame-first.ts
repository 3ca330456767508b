import 'server-only';

/** Turns of the event loop in which a page's frame is drawn, put together and written. */
const TURNS = 6;

/**
 * Starts the work when the frame around it had its turns: the server has one thread, and a list that comes back from the
 * database while the frame is being drawn would be drawn before the first byte goes out.
 */
export async function frameFirst<R>(work: () => Promise<R>): Promise<R> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((done) => setImmediate(done));
  return work();
}
