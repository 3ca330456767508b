import 'server-only';
import { randomUUID } from 'node:crypto';
import { now } from '@/lib/platform/clock';
import { log } from '@/lib/platform/log';
import { checkJournal, completeJournal, sealDueChains } from './checkpoint';
import { holdPresence, recordStart, recordStop } from './presence';
import { stampCheckpoints } from './time-stamp';

/** Looks so often whether something is to be sealed. */
const TURN_MS = 30_000;
/** On the way out the launcher waits ten seconds. */
const STOP_MS = 6_000;

type Keeper = { server: string; isStarted: boolean; turn: NodeJS.Timeout; running: Promise<void> };
const globalStore = globalThis as { inplaceKeeper?: Keeper };

/**
 * Keeps the audit trail of this process: its start and stop as events, checkpoints and their time stamps as long as it
 * runs. A database that does not answer is asked again at the next turn.
 */
export async function startKeeper(): Promise<void> {
  if (globalStore.inplaceKeeper) return;
  const keeper: Keeper = {
    server: randomUUID(),
    isStarted: false,
    turn: setInterval(() => run(keeper), TURN_MS),
    running: Promise.resolve(),
  };
  keeper.turn.unref();
  globalStore.inplaceKeeper = keeper;
  await start(keeper);
  run(keeper);
}

/** The last thing this process writes: that it stops, and the checkpoints of it all. */
export async function stopKeeper(): Promise<void> {
  const keeper = globalStore.inplaceKeeper;
  if (!keeper) return;
  delete globalStore.inplaceKeeper;
  clearInterval(keeper.turn);
  const work = (async () => {
    await keeper.running;
    if (keeper.isStarted) await recordStop(keeper.server);
    await sealDueChains('all');
  })().catch((error: unknown) => log().error({ err: error }, 'the stop could not be recorded'));
  await Promise.race([work, new Promise((done) => setTimeout(done, STOP_MS).unref())]);
}

async function start(keeper: Keeper): Promise<void> {
  try {
    await recordStart(keeper.server);
    keeper.isStarted = true;
  } catch (error) {
    log().error({ err: error }, 'the start could not be recorded yet');
  }
}

/** One turn at a time; a long one makes the next one wait. */
function run(keeper: Keeper): void {
  const isFirst = !hasRun;
  hasRun = true;
  keeper.running = keeper.running.then(async () => {
    try {
      if (keeper.isStarted) await holdPresence(keeper.server);
      else await start(keeper);
      if (isFirst) {
        await checkJournal();
        await completeJournal();
      }
      await sealDueChains(isFirst ? 'all' : 'due');
      await stampCheckpoints(now().getTime());
    } catch (error) {
      log().error({ err: error }, 'the audit trail could not be sealed; tried again later');
    }
  });
}

let hasRun = false;
