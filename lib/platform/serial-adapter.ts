import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Transaction } from '@prisma/driver-adapter-utils';

/**
 * Prisma's adapter, with one query at a time on the connection of a transaction. Prisma sends the relations of a read
 * together and leaves it to the driver to queue them, which pg 8 calls deprecated and pg 9 refuses. Can go when the
 * adapter does so itself (github.com/prisma/orm/pull/29979).
 */
export class SerialPrismaPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => oneAtATime(await start(level));
    return adapter;
  }
}

/** Also COMMIT and ROLLBACK come in their turn: a query that failed does not overtake those sent with it. */
function oneAtATime(transaction: Transaction): Transaction {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn =
    <Query, Result>(send: (query: Query) => Promise<Result>) =>
    (query: Query): Promise<Result> => {
      const turn = last.then(() => send(query));
      last = turn.catch(() => {});
      return turn;
    };
  transaction.queryRaw = inTurn(transaction.queryRaw.bind(transaction));
  transaction.executeRaw = inTurn(transaction.executeRaw.bind(transaction));
  return transaction;
}
