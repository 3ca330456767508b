import type pg from 'pg';

/** What somebody does who administers the database server: no guard holds them, and they know how the hashes are made. */
export type Table = {
  events: 'AuditEvent' | 'InstanceEvent';
  head: 'AuditHead' | 'InstanceHead';
  where: string;
};

export const organizationTable = (organizationId: string): Table => ({
  events: 'AuditEvent',
  head: 'AuditHead',
  where: `"organizationId" = '${organizationId}'`,
});
export const instanceTable: Table = { events: 'InstanceEvent', head: 'InstanceHead', where: 'true' };

/** Runs statements with every trigger switched off. */
export async function asSuperuser(owner: pg.Pool, ...statements: string[]): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Numbers all entries anew without a gap, computes every hash anew and lets the head name the last one. */
export function recompute({ events, head, where }: Table): string {
  return `DO $$
    DECLARE v record; v_sequence bigint := 0; v_hash text := repeat('0', 64); v_next text;
    BEGIN
      UPDATE "${events}" SET "sequence" = -"sequence" WHERE ${where};
      FOR v IN SELECT * FROM "${events}" WHERE ${where} ORDER BY "sequence" DESC LOOP
        v_next := chain_hash(v_hash, v_sequence + 1, v."at", v."text");
        UPDATE "${events}" SET "sequence" = v_sequence + 1, "previousHash" = v_hash, "hash" = v_next WHERE ${where} AND "sequence" = v."sequence";
        v_sequence := v_sequence + 1; v_hash := v_next;
      END LOOP;
      UPDATE "${head}" SET "sequence" = v_sequence, "hash" = v_hash WHERE ${where};
    END $$`;
}

/** Makes room for one entry before the given one and puts a copy of the entry before it there, with another text. */
export function insertBefore({ events, where }: Table, sequence: number): string[] {
  const columns = `"at", "type", "actorId", "actorName", "subjectType", "subjectId"`;
  const key = events === 'AuditEvent' ? '"organizationId", ' : '';
  return [
    `UPDATE "${events}" SET "sequence" = -"sequence" - 1 WHERE ${where} AND "sequence" >= ${sequence}`,
    `UPDATE "${events}" SET "sequence" = -"sequence" WHERE ${where} AND "sequence" < 0`,
    `INSERT INTO "${events}" (${key}"sequence", ${columns}, "text", "previousHash", "hash")
       SELECT ${key}${sequence}, ${columns}, replace("text", '"format":1', '"format": 1'), "hash", chain_hash("hash", ${sequence}, "at", replace("text", '"format":1', '"format": 1'))
         FROM "${events}" WHERE ${where} AND "sequence" = ${sequence - 1}`,
  ];
}

/** Takes an entry out; the later ones close the gap. */
export function removeEntry({ events, where }: Table, sequence: number): string[] {
  return [
    `DELETE FROM "${events}" WHERE ${where} AND "sequence" = ${sequence}`,
    `UPDATE "${events}" SET "sequence" = -"sequence" + 1 WHERE ${where} AND "sequence" > ${sequence}`,
    `UPDATE "${events}" SET "sequence" = -"sequence" WHERE ${where} AND "sequence" < 0`,
  ];
}

/** Two neighbours change their places, and their times too, so that the times still rise. */
export function swap({ events, where }: Table, sequence: number): string[] {
  const other = sequence + 1;
  return [
    `UPDATE "${events}" SET "sequence" = -${other} WHERE ${where} AND "sequence" = ${sequence}`,
    `UPDATE "${events}" SET "sequence" = ${sequence} WHERE ${where} AND "sequence" = ${other}`,
    `UPDATE "${events}" SET "sequence" = ${other} WHERE ${where} AND "sequence" = -${other}`,
  ];
}

/** The newest entries go, and the head says that they never were. */
export function truncateAfter({ events, head, where }: Table, sequence: number): string[] {
  return [
    `DELETE FROM "${events}" WHERE ${where} AND "sequence" > ${sequence}`,
    `UPDATE "${head}" h SET "sequence" = ${sequence}, "hash" = (SELECT "hash" FROM "${events}" WHERE ${where} AND "sequence" = ${sequence}) WHERE ${where}`,
  ];
}
