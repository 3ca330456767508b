import { readFileSync } from 'node:fs';
import { connection } from '../lib/http.mjs';
import { median, quantile, round } from '../lib/stats.mjs';

const sql = readFileSync(new URL('../sql/save-answer.sql', import.meta.url), 'utf8');
const TURNS = 600;
const WARM_UP = 100;

/** Saving one answer over HTTP against the same statement through the driver, taking turns in one run. */
export async function measureSaveAnswer(instance) {
  const http = connection(instance);
  const client = await instance.app.connect();
  const samples = { http: [], sql: [] };
  const versions = { http: 0, sql: 0 };
  try {
    for (let turn = 0; turn < TURNS + WARM_UP; turn += 1) {
      const viaHttp = await saveOverHttp(instance, http, versions, turn);
      const viaSql = await saveInSql(instance, client, versions, turn);
      if (turn < WARM_UP) continue;
      samples.http.push(viaHttp);
      samples.sql.push(viaSql);
    }
  } finally {
    client.release();
    http.close();
  }
  return {
    results: [
      {
        name: 'save-answer-vs-sql',
        value: round(median(samples.http) / median(samples.sql)),
        unit: 'ratio',
        target: 5,
        better: 'lower',
        comparedWith: `HTTP save ${round(median(samples.http))} ms (p95 ${round(quantile(samples.http, 0.95))}) against one SQL statement ${round(median(samples.sql))} ms (p95 ${round(quantile(samples.sql, 0.95))}), medians of ${TURNS}, interleaved`,
      },
    ],
    samples,
  };
}

function changes(turn) {
  return {
    finding: turn % 2 === 0 ? 'IN_PLACE' : 'NOT_APPLICABLE',
    notApplicableReason: `No such system in scope, checked in turn ${turn}.`,
  };
}

async function saveOverHttp({ assessmentId }, http, versions, turn) {
  const body = JSON.stringify({ row: 0, version: versions.http, changes: changes(turn) });
  const answer = await http.send('PATCH', `/api/assessments/${assessmentId}/responses/6.3.3`, body);
  if (answer.status !== 200) throw new Error(`a save was answered with ${answer.status}: ${answer.body}`);
  versions.http = JSON.parse(answer.body).version;
  return answer.total;
}

async function saveInSql({ organizationId, userId, userName, role, assessmentId }, client, versions, turn) {
  const started = performance.now();
  const { rows } = await client.query({
    name: 'bench-save',
    text: sql,
    values: [
      organizationId,
      userId,
      userName,
      role,
      assessmentId,
      'pci-dss:6.3.1',
      0,
      versions.sql,
      JSON.stringify(changes(turn)),
    ],
  });
  const took = performance.now() - started;
  if (rows[0]?.outcome !== 'SAVED') throw new Error(`the statement answered ${rows[0]?.outcome}`);
  versions.sql = rows[0].version;
  return took;
}
