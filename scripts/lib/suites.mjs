import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { notesFolder, projectFolder } from './folders.mjs';
import { installed } from './run.mjs';

/** Runs a program with its words shown, and returns its exit code. */
function show(args, env = {}) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, {
      cwd: projectFolder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', failed);
    child.on('exit', (code) => done(code ?? 1));
  });
}

function takeReport(name) {
  const file = join(notesFolder, name);
  mkdirSync(notesFolder, { recursive: true });
  rmSync(file, { force: true });
  return {
    file,
    read: () => {
      try {
        return JSON.parse(readFileSync(file, 'utf8'));
      } catch {
        return null;
      }
    },
  };
}

/** One or more vitest projects. What is skipped counts as failed: tests are not left out. */
export async function vitest(projects) {
  const report = takeReport('vitest.json');
  const code = await show([
    installed('vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report.file}`,
  ]);
  return countVitest(report.read(), code);
}

/** Passed and failed out of vitest's report, and what failed. */
export function countVitest(report, code) {
  if (!report) return { passed: 0, failed: 1, failures: ['the runner left no report'] };
  const tests = report.testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: file.name })),
  );
  const others = tests.filter((test) => test.status !== 'passed');
  // A file that could not be loaded has no tests of its own to fail.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failures = [
    ...others.map((test) => named(test.file, test.fullName, test.failureMessages?.[0] ?? test.status)),
    ...broken.map((file) => named(file.name, 'the whole file', file.message ?? '')),
  ];
  return atLeastOne({ passed: tests.length - others.length, failures }, code);
}

/** The browser tests, or those whose path has one of the words. */
export async function playwright(words = [], env = {}) {
  const report = takeReport('browser-tests.json');
  const code = await show([installed('@playwright/test/cli.js'), 'test', ...words], env);
  return countPlaywright(report.read(), code);
}

/** Passed and failed out of Playwright's report, and what failed. */
export function countPlaywright(report, code) {
  if (!report) return { passed: 0, failed: 1, failures: ['the runner left no report'] };
  const specs = specsIn(report.suites ?? []);
  const others = specs.flatMap((spec) =>
    spec.tests
      .filter((test) => test.status !== 'expected')
      .map((test) => {
        const message = test.results.find((result) => result.error)?.error.message ?? test.status;
        return named(spec.file, spec.title, message);
      }),
  );
  const outside = (report.errors ?? []).map((error) => named('', 'outside of a test', error.message ?? ''));
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + skipped;
  const counted = atLeastOne({ passed: expected, failures: [...others, ...outside] }, code);
  return { ...counted, failed: failed === 0 ? counted.failed : failed };
}

/** The tests of a report of Playwright's, whose suites hold suites. */
function specsIn(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsIn(suite.suites ?? [])]);
}

/** One line for a test that failed: the long output above may be cut off where only its end is kept. */
function named(file, name, message) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
  const first = message.replace(/\u001b\[[0-9;]*m/g, '').split('\n', 1)[0];
  return `${file.replace(`${projectFolder}/`, '')} › ${name}: ${first.slice(0, 300)}`;
}

/** A runner that failed without a failed test, or that ran nothing, has failed all the same. */
function atLeastOne({ passed, failures }, code) {
  if (failures.length === 0 && (code !== 0 || passed === 0))
    return { passed, failed: 1, failures: [`the runner ended with ${code}, ${passed} passed`] };
  return { passed, failed: failures.length, failures };
}
