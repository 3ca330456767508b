import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { hasSwift } from '../testing/swift.mjs';
import { Refusal } from './words.mjs';

const INSTALL =
  'apt-get update && apt-get install -y --no-install-recommends chromium-headless-shell clamav-daemon fonts-liberation memcached poppler-utils swift-account swift-container swift-object swift-proxy';

/** Programs that the tests use and that npm does not bring. .ci/run installs their Debian packages. */
const PROGRAMS = [
  { package: 'chromium-headless-shell', why: 'browser tests', isThere: hasBrowser },
  {
    package: 'poppler-utils',
    why: 'looking at the pages of PDFs',
    isThere: () => onPath('pdftotext') && onPath('pdftoppm'),
  },
  {
    package: 'clamav-daemon',
    why: 'scanning uploads for malware',
    isThere: () => onPath('clamd', ['/usr/sbin']),
  },
  {
    package: 'swift-proxy, swift-account, swift-container, swift-object and memcached',
    why: 'keeping evidence in an S3-compatible store',
    isThere: hasSwift,
  },
];

/** Refuses to test without a program that a suite needs, with the line that installs it. */
export async function needPrograms() {
  const missing = [];
  for (const program of PROGRAMS) if (!(await program.isThere())) missing.push(program);
  if (missing.length === 0) return;
  const names = missing.map((program) => `${program.package} (${program.why})`).join(' and ');
  throw new Refusal(`${names} is missing. Install it: ${INSTALL}`);
}

function onPath(name, more = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...more];
  return folders.some((folder) => existsSync(join(folder, name)));
}

/** The one without windows first: the same browser, but it draws none of its own surface for each of hundreds of pages. */
const BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The system's Chromium; null when there is none. */
export function systemBrowser() {
  return [process.env.E2E_CHROMIUM, ...BROWSERS].find((path) => path && existsSync(path)) ?? null;
}

async function hasBrowser() {
  if (systemBrowser()) return true;
  const { chromium } = createRequire(import.meta.url)('@playwright/test');
  return existsSync(chromium.executablePath()); // what "npx playwright install" has downloaded
}
