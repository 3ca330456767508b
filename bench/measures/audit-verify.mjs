import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { appEnvironment } from '../../scripts/lib/environment.mjs';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { median, round } from '../lib/stats.mjs';

const ROWS = 100_000;
const RUNS = 3;

/** Checking every chain from the terminal, as `npm run audit:verify` does: rows per second, start of Node.js not counted. */
export async function measureAuditVerify({ owner, database, organizationId, userId, userName }) {
  await fill(owner, organizationId, userId, userName);
  const folder = join(database.folder, 'app-data');
  const env = appEnvironment({ appUrl: database.appUrl, dataFolder: folder, port: 3000, mode: 'production' });
  const samples = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=react-server', '--import', 'tsx', 'scripts/lib/audit-verify.ts'],
      { cwd: projectFolder, encoding: 'utf8', env: { ...env, LOG_LEVEL: 'silent' } },
    );
    const [, entries, seconds] = /^(\d+) entries in ([\d.]+) s/m.exec(stdout) ?? [];
    if (status !== 0 || Number(entries) < ROWS) throw new Error(`the check failed: ${stdout}${stderr}`);
    samples.push(Number(entries) / Number(seconds));
  }
  return {
    results: [
      {
        name: 'audit-verify-rows-per-s',
        value: round(median(samples)),
        unit: 'rows/s',
        better: 'higher',
        comparedWith: `all chains with at least ${ROWS} entries, median of ${RUNS}`,
      },
    ],
    samples,
  };
}

/** Entries as long as those of a saved answer. One UPDATE of the head, or the newest version would be searched for each time. */
async function fill(owner, organizationId, userId, userName) {
  await owner.query(`DO $$
    DECLARE v_previous text; v_sequence bigint; v_hash text; v_at timestamptz; v_text text;
    BEGIN
      INSERT INTO "AuditHead" ("organizationId", "sequence", "hash") VALUES ('${organizationId}', 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
      SELECT "sequence", "hash" INTO v_sequence, v_previous FROM "AuditHead" WHERE "organizationId" = '${organizationId}' FOR UPDATE;
      FOR n IN 1..${ROWS} LOOP
        v_sequence := v_sequence + 1; v_at := clock_timestamp();
        v_text := jsonb_build_object('format', 1, 'type', 'response.recorded', 'subject', jsonb_build_object('type', 'response', 'id', 'bench'),
          'actor', jsonb_build_object('id', '${userId}', 'name', '${userName}', 'role', 'COMPLIANCE_OFFICER'),
          'data', jsonb_build_object('n', n, 'note', repeat('What was seen. ', 10)))::text;
        v_hash := chain_hash(v_previous, v_sequence, v_at, v_text);
        INSERT INTO "AuditEvent" VALUES ('${organizationId}', v_sequence, v_at, 'response.recorded', '${userId}', '${userName}', 'response', 'bench', v_text, v_previous, v_hash);
        v_previous := v_hash;
      END LOOP;
      UPDATE "AuditHead" SET "sequence" = v_sequence, "hash" = v_hash WHERE "organizationId" = '${organizationId}';
    END $$`);
}
