import { existsSync } from 'node:fs';

const candidates = [
  process.env.E2E_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The system's Chromium; undefined leaves it to the browser that Playwright itself may have downloaded. */
export const chromiumPath = candidates.find(
  (path): path is string => Boolean(path) && existsSync(path ?? ''),
);
