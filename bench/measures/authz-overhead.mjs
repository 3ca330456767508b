import { connection } from '../lib/http.mjs';
import { serveApp } from '../lib/instance.mjs';
import { median, round } from '../lib/stats.mjs';
import { buildUnguarded, bypassingRole } from '../lib/unguarded.mjs';

const TURNS = 100;
/** Per page and build; as for opening a checklist, measured is a server that is in use. */
const WARM_UP = 150;

/**
 * Signed-in pages against the same pages of a build without session check and row-level security: both serve the same
 * database side by side and take turns. The figure is the ratio of the page where the checks weigh most.
 */
export async function measureAuthzOverhead(instance) {
  const unguarded = await buildUnguarded();
  try {
    const appUrl = await bypassingRole(instance.database.ownerUrl);
    const open = await serveApp({ program: unguarded.program, database: { ...instance.database, appUrl } });
    try {
      return await compare(instance, { ...instance, baseUrl: open.baseUrl });
    } finally {
      await open.server.stop();
    }
  } finally {
    unguarded.remove();
  }
}

async function compare(guarded, open) {
  const pages = {
    list: '/assessments',
    overview: `/assessments/${guarded.assessmentId}`,
    checklist: `/assessments/${guarded.assessmentId}/requirements/6.3.3`,
    'checklist data': `/api/assessments/${guarded.assessmentId}/responses`,
  };
  const sides = { guarded: connection(guarded), open: connection(open) };
  const samples = {};
  try {
    for (const [page, path] of Object.entries(pages)) {
      samples[page] = await takeTurns(sides, path);
      await assertOneChecks({ guarded, open }, path);
    }
  } finally {
    for (const side of Object.values(sides)) side.close();
  }
  const figures = Object.entries(samples).map(([page, times]) => {
    const [checked, unchecked] = [median(times.guarded), median(times.open)];
    return {
      ratio: checked / unchecked,
      words: `${page} ${round(checked)} against ${round(unchecked)} ms (${round(checked / unchecked)})`,
    };
  });
  return {
    results: [
      {
        name: 'authz-overhead',
        value: round(Math.max(...figures.map(({ ratio }) => ratio))),
        unit: 'ratio',
        target: 1.5,
        better: 'lower',
        comparedWith: `the highest of: ${figures.map(({ words }) => words).join(', ')}; with against without session check and row-level security, medians of ${TURNS}, interleaved, after ${WARM_UP} requests each`,
      },
    ],
    samples,
  };
}

/** Each side is first in every other turn. */
async function takeTurns(sides, path) {
  const times = { guarded: [], open: [] };
  for (let turn = 0; turn < TURNS + WARM_UP; turn += 1) {
    const shown = {};
    const order = turn % 2 === 0 ? ['guarded', 'open'] : ['open', 'guarded'];
    for (const side of order) {
      const answer = await sides[side].send('GET', path);
      if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
      shown[side] = wordsOf(answer.body);
      if (turn >= WARM_UP) times[side].push(answer.total);
    }
    if (shown.guarded !== shown.open)
      throw new Error(`${path} says something else without checks: the figures would compare two pages`);
  }
  return times;
}

/** To somebody without a session the one build shows the page and the other does not. */
async function assertOneChecks({ guarded, open }, path) {
  const statusFor = async (instance) => {
    const stranger = connection({ ...instance, cookie: { name: 'none', value: 'none' } });
    const { status } = await stranger.send('GET', path);
    stranger.close();
    return status;
  };
  const [checked, unchecked] = [await statusFor(guarded), await statusFor(open)];
  if (checked === 200 || unchecked !== 200)
    throw new Error(`a stranger gets ${checked} for ${path} with checks and ${unchecked} without them`);
}

/** What a person reads, whatever parts it arrived in. Scripts and tags name files of their own build. */
function wordsOf(body) {
  const text = body.toString('utf8').replace(/<script[\s\S]*?<\/script>|<[^>]*>/g, ' ');
  return [...new Set(text.split(/\s+/))].toSorted().join(' ');
}
