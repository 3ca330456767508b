import { readFileSync } from 'node:fs';
import { fillLibrary } from '../lib/evidence-library.mjs';
import { connection } from '../lib/http.mjs';
import { median, quantile, round } from '../lib/stats.mjs';

const sql = readFileSync(new URL('../sql/evidence-list.sql', import.meta.url), 'utf8');
const ITEMS = 100_000;
const TURNS = 60;
const WARM_UP = 120;
const SEARCHES = 15;

/** What else is asked of the library, without a statement to compare with. */
const others = {
  'plain list': '/evidence',
  'not used': '/evidence?view=not-used',
  'a tag, by receipt': '/evidence?tag=site-7&sort=received',
  'a word of a name': '/evidence?q=harbour',
  'a word that stands nowhere': '/evidence?q=nowhere',
};

/** A search by words as the forms ask it, without a page around it. */
const searches = {
  'words of few items': '/api/evidence?query=harbour+771',
  'a word that stands nowhere': '/api/evidence?query=nowhere',
  'a word of a fifth of all': '/api/evidence?query=harbour',
};

/** Time to the first byte of the library with 100,000 items, filtered and sorted, against the same as one statement, taking turns. */
export async function measureEvidenceList(instance) {
  const { organizationId, userId, owner } = instance;
  await fillLibrary(owner, instance, ITEMS);
  const http = connection(instance);
  const client = await owner.connect();
  const samples = { page: [], sql: [], ...Object.fromEntries(Object.keys(others).map((name) => [name, []])) };
  const found = Object.fromEntries(Object.keys(searches).map((name) => [name, []]));
  const ask = async (path, accept = 'text/html') => {
    const answer = await http.send('GET', path, undefined, { accept });
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
    return answer;
  };
  try {
    for (let turn = 0; turn < TURNS + WARM_UP; turn += 1) {
      const answer = await ask('/evidence?type=scan_report&owner=me&sort=name');
      if (!answer.body.includes('Next page')) throw new Error('the library has too few items');
      const started = performance.now();
      const { rows } = await client.query({
        name: 'bench-library',
        text: sql,
        values: [organizationId, userId, 'scan_report'],
      });
      const took = performance.now() - started;
      if (rows[0]?.rows.length !== 51) throw new Error('the statement found another page');
      if (turn < WARM_UP) continue;
      samples.page.push(answer.firstByte);
      samples.sql.push(took);
    }
    for (const [name, path] of Object.entries(others))
      for (let turn = 0; turn < 15; turn += 1) samples[name].push((await ask(path)).firstByte);
    for (let turn = 0; turn < SEARCHES + 5; turn += 1)
      for (const [name, path] of Object.entries(searches)) {
        const { firstByte } = await ask(path, 'application/json');
        if (turn >= 5) found[name].push(firstByte);
      }
    let path = '/evidence';
    for (let page = 0; page < 20; page += 1) path = nextOf(await ask(path));
    samples['20 pages on'] = [];
    for (let turn = 0; turn < 15; turn += 1) samples['20 pages on'].push((await ask(path)).firstByte);
  } finally {
    client.release();
    http.close();
  }
  const also = ['20 pages on', ...Object.keys(others)].map(
    (name) => `${name} ${round(median(samples[name]), 0)} ms`,
  );
  const [rare] = Object.keys(searches);
  return {
    results: [
      {
        name: 'evidence-words-ms',
        value: round(median(found[rare])),
        unit: 'ms',
        target: 100,
        better: 'lower',
        comparedWith: `search by words among ${ITEMS.toLocaleString('en')} items to the first byte, median of ${SEARCHES} (p95 ${round(quantile(found[rare], 0.95))}): ${Object.keys(
          searches,
        )
          .map((name) => `${name} ${round(median(found[name]), 0)} ms`)
          .join(', ')}`,
      },
      {
        name: 'evidence-list-vs-sql',
        value: round(median(samples.page) / median(samples.sql)),
        unit: 'ratio',
        target: 8,
        better: 'lower',
        comparedWith: `library of ${ITEMS.toLocaleString('en')} items, page ${round(median(samples.page))} ms (p95 ${round(quantile(samples.page, 0.95))}) against SQL ${round(median(samples.sql))} ms, medians of ${TURNS}, interleaved; also ${also.join(', ')}`,
      },
    ],
    samples: { ...samples, searches: found },
  };
}

function nextOf({ body }) {
  const found = [...body.toString('utf8').matchAll(/href="(\/evidence\?from=[^"]+)"/g)].at(-1);
  if (!found) throw new Error('there is no next page');
  return found[1].replaceAll('&amp;', '&');
}
