import { build, ensureClient, staleBuild, strangersInBuild } from './build.mjs';
import { projectFolder } from './folders.mjs';
import { removeNote } from './notes.mjs';
import { installPackages, packagesAreCurrent } from './packages.mjs';
import { playwright, vitest } from './suites.mjs';
import { needPrograms } from './system.mjs';
import { say, sayFailure, timed } from './words.mjs';

/** In the order in which they say most for the time they take. The launcher and the browser need the build. */
const suites = [
  { name: 'gates', run: () => vitest(['gates']) },
  { name: 'unit', run: () => vitest(['unit']) },
  { name: 'integration', run: () => vitest(['integration', 'integration-alone']) },
  { name: 'build', run: buildOnce },
  { name: 'launcher', run: () => vitest(['launcher']) },
  { name: 'browser', run: () => playwright() },
];
/** Longer ones, for `npm run test:heavy`. */
const heavy = [
  { name: 'build', run: buildOnce },
  { name: 'heavy', run: () => vitest(['heavy']) },
  { name: 'look', run: () => playwright(['pages/look'], { E2E_LOOK: 'all' }) },
];

/** Builds for production. A warning counts as failed, and so does anything in the build that does not belong there. */
async function buildOnce() {
  const stale = staleBuild();
  const words = stale ? await build(stale) : '';
  const hasWarning = words.split('\n').some((line) => /\bwarning\b/i.test(line));
  const strangers = strangersInBuild();
  if (!hasWarning && strangers.length === 0) return { passed: 1, failed: 0 };
  removeNote('build'); // so that the next run sees it again
  say(words);
  if (strangers.length > 0) say(`the build has packed ${strangers.join(', ')}`);
  return { passed: 0, failed: 1 };
}

async function test(asked) {
  if (!packagesAreCurrent()) await timed('Packages', 'installing from the lock file …', installPackages);
  const known = asked.includes('heavy') ? heavy : suites;
  const chosen =
    known === heavy || asked.length === 0 ? known : known.filter(({ name }) => asked.includes(name));
  if (chosen.length === 0)
    throw new Error(
      `no such suite: ${asked.join(' ')}; there are ${suites.map(({ name }) => name).join(', ')}`,
    );
  if (chosen.some(({ name }) => ['browser', 'integration', 'look'].includes(name))) await needPrograms();
  await ensureClient();
  const results = [];
  for (const suite of chosen) {
    say(`\n── ${suite.name} ${'─'.repeat(60 - suite.name.length)}`);
    const started = performance.now();
    const counts = await suite.run().catch((error) => {
      sayFailure(error, projectFolder);
      return { passed: 0, failed: 1 };
    });
    results.push({ name: suite.name, seconds: Math.round((performance.now() - started) / 1000), ...counts });
  }
  return results;
}

let passed = 0;
let failed = 0;
try {
  say('');
  for (const result of await test(process.argv.slice(2))) {
    say(`${result.name.padEnd(12)} ${result.passed} passed, ${result.failed} failed, ${result.seconds} s`);
    for (const failure of result.failures ?? []) say(`  ✗ ${failure}`);
    passed += result.passed;
    failed += result.failed;
  }
} catch (error) {
  sayFailure(error, projectFolder);
  failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
say(`${passed} passed, ${failed} failed`);
