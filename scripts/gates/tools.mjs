// Gates made of common tools, run over the checkout or over a planted tree.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFolder } from '../lib/folders.mjs';
import { parse } from './tree.mjs';

const require = createRequire(import.meta.url);

/** Runs a program that npm installed; `words` is all it printed. */
function runTool(path, args, { cwd = projectFolder, env = {} } = {}) {
  const result = spawnSync(process.execPath, [join(projectFolder, 'node_modules', path), ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
  });
  if (result.error) throw result.error;
  return { code: result.status, out: result.stdout, words: `${result.stdout}${result.stderr}` };
}

const CONFIGURATION = [
  'biome.json',
  '.oxlintrc.json',
  '.dependency-cruiser.cjs',
  'tsconfig.json',
  'scripts/gates/domains.cjs',
];

/** A little project with our configuration and the given files; `remove` takes it away. */
export function plantedProject(files) {
  const folder = mkdtempSync(join(tmpdir(), 'inplace-planted-'));
  for (const name of CONFIGURATION) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(projectFolder, name), join(folder, name));
  }
  // There is no git here, which Biome would otherwise ask.
  const biome = JSON.parse(readFileSync(join(folder, 'biome.json'), 'utf8'));
  writeFileSync(
    join(folder, 'biome.json'),
    JSON.stringify({ ...biome, root: true, vcs: { enabled: false } }),
  );
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function biome(cwd = projectFolder) {
  return runTool(
    '@biomejs/biome/bin/biome',
    ['check', '--max-diagnostics=none', '--error-on-warnings', '.'],
    { cwd },
  );
}

export function oxlint(cwd = projectFolder) {
  return runTool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '.'], { cwd });
}

export function typescript(cwd = projectFolder) {
  return runTool('typescript/lib/tsc.js', ['--noEmit', '--incremental', 'false', '-p', '.'], { cwd });
}

/** Route types, which tsc needs, are made by Next. */
export function routeTypes() {
  return runTool('next/dist/bin/next', ['typegen'], { env: { NEXT_TELEMETRY_DISABLED: '1' } });
}

export function knip(cwd = projectFolder) {
  return runTool('knip/bin/knip.js', ['--no-progress', '--no-config-hints'], { cwd });
}

/** Exit code 2 when the migrations do not lead to the schema; replayed without any server. */
export function schemaDrift(schema = 'prisma/schema') {
  return runTool(
    'prisma/build/index.js',
    ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', schema, '--exit-code'],
    { env: { SHADOW_DB: 'pglite-only', CHECKPOINT_DISABLE: '1' } },
  );
}

/** Rules that a type may pass: what is imported with `import type` is gone when the program runs. */
const TYPES_MAY_PASS = [
  'components-never-reach-server',
  'only-io-files-touch-the-database',
  'commands-write-through-commit',
  'e2e-is-black-box',
];

/** Import directions. Returns how many modules were read and the violations as `rule: from → to`. */
export function importDirections(cwd = projectFolder) {
  const folders = ['app', 'components', 'lib', 'e2e', 'prisma', 'scripts', 'bench'];
  const roots = [...folders, 'proxy.ts', 'instrumentation.ts', 'instrumentation-client.ts'];
  const present = roots.filter((root) => spawnSync('test', ['-e', join(cwd, root)]).status === 0);
  const { out, words } = runTool(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', '.dependency-cruiser.cjs', '-T', 'json', ...present],
    { cwd },
  );
  let report;
  try {
    report = JSON.parse(out);
  } catch {
    throw new Error(`dependency-cruiser said: ${words.slice(0, 2000)}`);
  }
  const specifiers = new Map(
    report.modules.map((module) => [
      module.source,
      new Map(module.dependencies.map((each) => [each.resolved, each.module])),
    ]),
  );
  const isType = (from, to) => isTypeOnly(join(cwd, from), specifiers.get(from)?.get(to));
  const violations = report.summary.violations.filter(({ rule, from, to, cycle }) => {
    if (rule.name === 'no-cycles') {
      const round = [from, ...cycle.map(({ name }) => name)];
      return !round.slice(1).some((name, index) => isType(round[index], name));
    }
    return !(TYPES_MAY_PASS.includes(rule.name) && isType(from, to));
  });
  return {
    modules: report.summary.totalCruised,
    violations: violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

/** @swc/core does not tell dependency-cruiser which imports are types, so the statements themselves are asked. */
function isTypeOnly(file, specifier) {
  const statements = parse(readFileSync(file, 'utf8'), file).body.filter(
    (item) => item.source?.value === specifier,
  );
  return statements.length > 0 && statements.every((item) => item.typeOnly === true);
}

/** Names of all rules of the import directions. */
export function importRules() {
  return require(join(projectFolder, '.dependency-cruiser.cjs')).forbidden.map((rule) => rule.name);
}
