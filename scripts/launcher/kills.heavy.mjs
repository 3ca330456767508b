import { afterAll, describe, expect, it } from 'vitest';
import { withClient, withDatabase } from '../lib/database.mjs';
import { startPostgres } from '../lib/postgres.mjs';
import { cleanUp, health, runningPostmaster, startUp, temporaryFolder, waitFor } from './start-up.mjs';

afterAll(cleanUp);
const ROUNDS = 25;
const RUNNING = 'press Ctrl-C';

/** Repeatable numbers from 0 to 1, so that a failing run can be run again. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('a storm of kills', () => {
  it(`starts again after ${ROUNDS} kills at any moment, and loses nothing that was acknowledged`, async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 100_000);
    const random = numbers(seed);
    const folder = temporaryFolder();
    let acknowledged = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const up = await startUp(folder);
      if (random() < 0.5) {
        // While it starts.
        await new Promise((done) => setTimeout(done, random() * 2_500));
      } else {
        await up.says(RUNNING);
        acknowledged += await writeUntilKilled(folder, random() * 400, () => killSome(random, folder, up));
      }
      killSome(random, folder, up);
      up.kill('SIGKILL');
      await up.ended;
    }
    const last = await startUp(folder);
    await last.says(RUNNING);
    await waitFor(async () => (await health(last.address)) === 200);
    const server = await startPostgres(folder);
    const kept = await withClient(withDatabase(server.url, 'inplace'), async (client) =>
      Number((await client.query('SELECT count(*) FROM storm')).rows[0].count),
    );
    expect(kept, `seed ${seed}`).toBeGreaterThanOrEqual(acknowledged);
    last.kill('SIGINT');
    expect((await last.ended).code).toBe(0);
  });
});

function killSome(random, folder, up) {
  const postmaster = runningPostmaster(folder);
  if (postmaster && random() < 0.5) tryKill(postmaster);
  if (random() < 0.5) tryKill(up.pid);
}

function tryKill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Inserts row after row and counts those that were acknowledged; the kill comes in between. */
async function writeUntilKilled(folder, after, kill) {
  const server = await startPostgres(folder);
  let count = 0;
  await withClient(withDatabase(server.url, 'inplace'), async (client) => {
    await client.query('CREATE TABLE IF NOT EXISTS storm (id bigint GENERATED ALWAYS AS IDENTITY)');
    const end = Date.now() + after;
    while (Date.now() < end) {
      await client.query('INSERT INTO storm DEFAULT VALUES');
      count += 1;
    }
    kill();
  }).catch(() => {});
  return count;
}
