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

/** Passed and failed out of vitest's report. */
export function countVitest(report, code) {
  if (!report) return { passed: 0, failed: 1 };
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  // A file that could not be loaded has no tests of its own to fail.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return atLeastOne({ passed, failed: tests.length - passed + broken.length }, code);
}

/** The browser tests. */
export async function playwright() {
  const report = takeReport('browser-tests.json');
  const code = await show([installed('@playwright/test/cli.js'), 'test']);
  return countPlaywright(report.read(), code);
}

/** Passed and failed out of Playwright's report. */
export function countPlaywright(report, code) {
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOne({ passed: expected, failed: unexpected + flaky + skipped }, code);
}

/** A runner that failed without a failed test, or that ran nothing, has failed all the same. */
function atLeastOne({ passed, failed }, code) {
  if (failed === 0 && (code !== 0 || passed === 0)) return { passed, failed: 1 };
  return { passed, failed };
}
