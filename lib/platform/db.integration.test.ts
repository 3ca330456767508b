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

test('relations that Prisma reads together wait for each other on the one connection of a transaction', async () => {
  const { organizationId, userId } = await makeOrganization();
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.message);
  process.on('warning', note);
  const [member] = await unsafeTransaction({ organizationId, userId }, (tx) =>
    tx.membership.findMany({
      where: { organizationId },
      select: {
        user: { select: { id: true } },
        organization: { select: { id: true } },
        integrations: { select: { integrationId: true } },
        assignments: { select: { id: true } },
      },
    }),
  );
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(member).toEqual({
    user: { id: userId },
    organization: { id: organizationId },
    integrations: [],
    assignments: [],
  });
  expect(warnings).toEqual([]);
});

test('a transaction that fails in one of several queries is taken back, and its connection goes on', async () => {
  const { organizationId, userId } = await makeOrganization();
  const failing = unsafeTransaction({ organizationId, userId }, async (tx) => {
    await Promise.all([tx.$queryRaw`SELECT 1/0`, tx.$queryRaw`SELECT 1`]);
  });
  await expect(failing).rejects.toThrow(/division by zero/);
  const after = await unsafeTransaction({ organizationId, userId }, (tx) => tx.$queryRaw`SELECT 1 AS "one"`);
  expect(after).toEqual([{ one: 1 }]);
});
