import { expect, test } from 'vitest';
import { type Transaction, unsafeTransaction } from './db';
import { makeOrganization } from './testing';

const lock = (tx: Transaction, userId: string) =>
  tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${userId}::uuid FOR UPDATE`;

test('two transactions that wait for each other are both done in the end', async () => {
  const [one, two] = await Promise.all([makeOrganization(), makeOrganization()]);
  let waiting = 0;
  let bothHoldOne: () => void = () => {};
  const held = new Promise<void>((done) => {
    bothHoldOne = done;
  });
  let runs = 0;
  const work = (first: string, second: string) =>
    unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
      runs += 1;
      await lock(tx, first);
      waiting += 1;
      if (waiting === 2) bothHoldOne();
      await held;
      await lock(tx, second);
      return 'done';
    });
  const done = await Promise.all([work(one.userId, two.userId), work(two.userId, one.userId)]);
  expect(done).toEqual(['done', 'done']);
  expect(runs).toBeGreaterThan(2);
});
