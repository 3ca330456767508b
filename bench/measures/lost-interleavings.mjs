import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../scripts/lib/run.mjs';

const INTERLEAVINGS = 10_000;

/**
 * Random interleavings of saving, undoing, answering together and taking that back, taking over last year and changing the
 * questionnaire, by five people at once, on a database of its own. Counted are what was acknowledged and is not
 * there as it was acknowledged, and what is there without having been acknowledged.
 */
export async function measureLostInterleavings() {
  const file = join(tmpdir(), `inplace-interleavings-${process.pid}.json`);
  await runProgram(
    'npx',
    ['vitest', 'run', '--project', 'integration', 'lib/questionnaire-change/interleavings'],
    { env: { INTERLEAVINGS: String(INTERLEAVINGS), INTERLEAVINGS_RESULT: file } },
  );
  const counted = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  return {
    results: [
      {
        name: 'lost-interleavings',
        value: counted.lost,
        unit: 'changes',
        target: 0,
        better: 'lower',
        comparedWith: `${counted.runs} interleavings by five people, ${counted.acknowledged} acknowledged changes, ${counted.refused} refused`,
      },
    ],
    samples: counted,
  };
}
