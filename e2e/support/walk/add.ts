import { randomUUID } from 'node:crypto';
import { rows } from '../people';

export type Add = ReturnType<typeof adder>;

/** Writes single rows of an organization. */
export function adder(organizationId: string) {
  /** One row, with an id of its own unless the columns name one. Gives the id back. */
  return async (table: string, columns: Readonly<Record<string, unknown>>): Promise<string> => {
    const row: Record<string, unknown> = { organizationId, id: randomUUID(), ...columns };
    const names = Object.keys(row).filter((name) => row[name] !== undefined);
    await rows(
      `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join()}) VALUES (${names.map((_, at) => `$${at + 1}`).join()})`,
      names.map((name) => row[name]),
    );
    return `${row.id}`;
  };
}
