import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { buildReport } from '../rules/report';
import { makeContent } from '../testing';

const folder = mkdtempSync(join(tmpdir(), 'inplace-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fields = [
  'resultNote',
  'ccwConstraints',
  'ccwDefinition',
  'ccwObjective',
  'ccwIdentifiedRisk',
  'ccwValidation',
  'ccwMaintenance',
] as const;

/** A process of its own: a heap that is too small ends the process, which nobody can catch. */
const program = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { renderPdf } from './lib/report/pdf/render.ts';
  const [from, to] = process.argv.slice(-2);
  writeFileSync(to, await renderPdf(JSON.parse(readFileSync(from, 'utf8'))));
`;

describe('the memory of a report', { timeout: 120_000 }, () => {
  it('is bounded when every text of a SAQ A is 5000 characters without a space', async () => {
    const content = makeContent('A', { entity: 'Nordlys', officer: 'Hanne Vik' });
    let number = 0;
    for (const answer of content.requirements.flatMap((requirement) => requirement.answers)) {
      answer.finding = 'IN_PLACE_WITH_CCW';
      for (const field of fields) answer[field] = unbroken(++number);
    }
    const report = buildReport({
      content,
      signature: null,
      contentSha256: 'cd'.repeat(32),
      snapshotSha256: null,
    });
    const [from, to] = [join(folder, 'report.json'), join(folder, 'report.pdf')];
    writeFileSync(from, JSON.stringify(report));
    await promisify(execFile)(process.execPath, [
      '--max-old-space-size=120',
      '--conditions=react-server',
      '--import=tsx',
      '--input-type=module',
      `--eval=${program}`,
      from,
      to,
    ]);
    const text = execFileSync('pdftotext', ['-raw', to, '-'], { encoding: 'utf8', maxBuffer: 64 << 20 });
    const letters = text.replace(/\s/g, '');
    for (const last of [1, number >> 1, number]) expect(letters).toContain(`<${last}>`);
    expect(letters).toContain(unbroken(1).slice(0, 200));
  });
});

/** Different in each field, as hashes or base64 are, with its number at the end. */
function unbroken(number: number): string {
  const end = `<${number}>`;
  let state = number;
  let text = '';
  while (text.length < 5000 - end.length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += state.toString(36);
  }
  return text.slice(0, 5000 - end.length) + end;
}
