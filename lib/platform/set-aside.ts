import 'server-only';
import type { Transaction } from './db';

/** Lets the work see what a change of the questionnaire has set aside, with all that hangs on it. */
export async function unsafeWithSetAside<R>(tx: Transaction, work: () => Promise<R>): Promise<R> {
  await tx.$executeRaw`SELECT set_config('app.shows_set_aside', 'on', true)`;
  const result = await work();
  await tx.$executeRaw`SELECT set_config('app.shows_set_aside', '', true)`;
  return result;
}
