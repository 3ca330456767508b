import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { connection } from '../lib/http.mjs';
import { median, quantile, round } from '../lib/stats.mjs';

const sql = readFileSync(new URL('../sql/open-saq-d.sql', import.meta.url), 'utf8');
const TURNS = 200;
/** The engine compiles its hot paths during the first hundreds of requests: measured is a server that is in use. */
const WARM_UP = 600;

/** Time to the first byte of a SAQ D's checklist against its rows through the driver, taking turns in one run. */
export async function measureOpenChecklist(instance) {
  const { organizationId, userId, assessmentId } = instance;
  const path = `/assessments/${assessmentId}/requirements/6.3.3`;
  const http = connection(instance);
  const client = await instance.app.connect();
  const samples = { page: [], sql: [] };
  let bytes = 0;
  try {
    for (let turn = 0; turn < TURNS + WARM_UP; turn += 1) {
      const answer = await http.send('GET', path, undefined, {
        accept: 'text/html',
        'accept-encoding': 'gzip',
      });
      if (answer.status !== 200) throw new Error(`the checklist was answered with ${answer.status}`);
      bytes = answer.body.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))
        ? answer.body.length
        : gzipSync(answer.body).length;
      const started = performance.now();
      const { rows } = await client.query({
        name: 'bench-open',
        text: sql,
        values: [organizationId, userId, assessmentId],
      });
      const took = performance.now() - started;
      if (rows.length !== 254) throw new Error(`a SAQ D has 254 answer rows, not ${rows.length}`);
      if (turn < WARM_UP) continue;
      samples.page.push(answer.firstByte);
      samples.sql.push(took);
    }
  } finally {
    client.release();
    http.close();
  }
  return {
    results: [
      {
        name: 'open-saq-d-ttfb-vs-sql',
        value: round(median(samples.page) / median(samples.sql)),
        unit: 'ratio',
        target: 8,
        better: 'lower',
        comparedWith: `page ${round(median(samples.page))} ms (p95 ${round(quantile(samples.page, 0.95))}) against SQL ${round(median(samples.sql))} ms (p95 ${round(quantile(samples.sql, 0.95))}), medians of ${TURNS}, interleaved, after ${WARM_UP} requests`,
      },
      {
        name: 'checklist-html-kib',
        value: round(bytes / 1024, 1),
        unit: 'KiB',
        target: 90,
        better: 'lower',
        comparedWith: 'document of a SAQ D checklist, compressed as sent',
      },
    ],
    samples,
  };
}
