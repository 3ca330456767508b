// Measures what the project promises in numbers. `npm run bench` for all, `npm run bench -- save-answer` for some.
// Figures never fail a test; a bench that cannot run does.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { leaveOnSignals } from '../scripts/lib/lifecycle.mjs';
import { startInstance } from './lib/instance.mjs';
import { measureAuditVerify } from './measures/audit-verify.mjs';
import { measureAuthzOverhead } from './measures/authz-overhead.mjs';
import { measureChecklistScript } from './measures/checklist-script.mjs';
import { measureClickToPaint } from './measures/click-to-paint.mjs';
import { measureEvidenceFiles } from './measures/evidence-files.mjs';
import { measureEvidenceList } from './measures/evidence-list.mjs';
import { measureHundredWriters } from './measures/hundred-writers.mjs';
import { measureLostInterleavings } from './measures/lost-interleavings.mjs';
import { measureLostUpdates } from './measures/lost-updates.mjs';
import { measureMemory } from './measures/memory.mjs';
import { measureNewcomer } from './measures/newcomer.mjs';
import { measureOpenChecklist } from './measures/open-checklist.mjs';
import { measureSaveAnswer } from './measures/save-answer.mjs';
import { measureSecondStart } from './measures/second-start.mjs';
import { measureYearTwo } from './measures/year-two.mjs';

const measures = {
  memory: { run: measureMemory, needsInstance: true }, // first: the server has served nothing else yet
  'open-checklist': { run: measureOpenChecklist, needsInstance: true },
  'save-answer': { run: measureSaveAnswer, needsInstance: true },
  'authz-overhead': { run: measureAuthzOverhead, needsInstance: true },
  'checklist-script': { run: measureChecklistScript, needsInstance: true },
  'click-to-paint': { run: measureClickToPaint, needsInstance: true },
  'lost-updates': { run: measureLostUpdates, needsInstance: true },
  'lost-interleavings': { run: measureLostInterleavings, needsInstance: false },
  'evidence-files': { run: measureEvidenceFiles, needsInstance: true },
  'hundred-writers': { run: measureHundredWriters, needsInstance: true },
  'audit-verify': { run: measureAuditVerify, needsInstance: true },
  'year-two': { run: measureYearTwo, needsInstance: true },
  'evidence-list-vs-sql': { run: measureEvidenceList, needsInstance: true }, // after the others: it leaves a large library
  newcomer: { run: measureNewcomer, needsInstance: false },
  'second-start': { run: measureSecondStart, needsInstance: false },
};

const here = new URL('.', import.meta.url);
const resultsFile = new URL('results.json', here);
const chosen = process.argv.slice(2);
for (const name of chosen)
  if (!(name in measures))
    throw new Error(`no bench is called ${name}; there are ${Object.keys(measures).join(', ')}`);
const names = chosen.length > 0 ? chosen : Object.keys(measures);

leaveOnSignals();
const instance = names.some((name) => measures[name].needsInstance) ? await startInstance() : null;
const results = new Map(known().map((result) => [result.name, result]));
try {
  for (const name of Object.keys(measures).filter((candidate) => names.includes(candidate))) {
    const measured = await measures[name].run(instance);
    mkdirSync(new URL('samples/', here), { recursive: true });
    writeFileSync(new URL(`samples/${name}.json`, here), `${JSON.stringify(measured.samples)}\n`);
    for (const result of measured.results) {
      results.set(result.name, result);
      process.stdout.write(`${line(result)}\n`);
    }
    // After each: what was measured stays when a later one cannot run.
    writeFileSync(resultsFile, `${JSON.stringify([...results.values()], null, 2)}\n`);
    writeFileSync(new URL('../docs/benchmarks.md', here), page([...results.values()]));
  }
} finally {
  await instance?.stop();
}
process.exit(0);

function known() {
  try {
    return JSON.parse(readFileSync(resultsFile, 'utf8'));
  } catch {
    return [];
  }
}

/** Null where nothing is promised. */
function isMet({ value, target, better }) {
  if (target === undefined) return null;
  return better === 'lower' ? value <= target : value >= target;
}

function targetOf({ target, better }) {
  return target === undefined ? 'none' : `${better === 'lower' ? '≤' : '≥'} ${target}`;
}

function line(result) {
  const met = { true: 'met   ', false: 'MISSED', null: '      ' }[isMet(result)];
  return `${met} ${result.name}: ${result.value} ${result.unit} (target ${targetOf(result)}); ${result.comparedWith}`;
}

function page(all) {
  const rows = all.map(
    (result) =>
      `| \`${result.name}\` | ${result.value} ${result.unit} | ${targetOf(result)} | ${{ true: 'yes', false: 'no', null: '' }[isMet(result)]} | ${result.comparedWith} |`,
  );
  return `# Benchmarks

Made by \`npm run bench\` on the production build over PostgreSQL with fsync and synchronous commit on. Ratios compare with
the same work in one run, so that they hold on other machines; times and sizes are of the machine named below. Raw samples
are in \`bench/samples/\`, the statements in \`bench/sql/\`. A figure never fails a test; a bench that cannot run does.

\`authz-overhead\` needs the product without its checks. The product has no switch for that: the bench builds a copy of the
sources with the modules of \`bench/unguarded/\` in place of those that check, serves it to this machine alone over the
database of the bench, as a role that passes row-level security by, and removes it.

| Name | Value | Target | Met | Details |
|---|---|---|---|---|
${rows.join('\n')}

Last run on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${os.type()} ${os.arch()}.
`;
}
