import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { openBrowser } from '../lib/browser.mjs';
import { atTheDesk } from '../lib/human.mjs';
import { round } from '../lib/stats.mjs';

/** From the phone in the pocket to the code on its screen: unlock, open the app, point the camera. */
const SCAN_S = 12;

/**
 * From the address that the terminal printed to the dashboard, and in again afterwards, by somebody who reads every page and types
 * everything: the organization, the first administrator, the authenticator app, the recovery codes, then a sign-in with all of it.
 */
export async function measureNewcomer() {
  const folder = mkdtempSync(join(tmpdir(), 'inplace-bench-newcomer-'));
  chmodSync(folder, 0o755); // as root, the database's account must be able to enter it
  const up = await startUp(folder);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const steps = await walk(page, up.setUpAddress);
    const total = Object.values(steps).reduce((sum, seconds) => sum + seconds, 0);
    const words = Object.entries(steps).map(([step, seconds]) => `${step} ${round(seconds)} s`);
    return {
      results: [
        {
          name: 'newcomer-s',
          value: round(total),
          unit: 's',
          target: 120,
          better: 'lower',
          comparedWith: `a person who reads 250 words a minute and types 60 words a minute by hand: ${words.join(', ')}`,
        },
      ],
      samples: steps,
    };
  } finally {
    await browser.close();
    await up.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

async function walk(page, address) {
  const hand = atTheDesk(page);
  const main = page.getByRole('main');
  const steps = {};
  const timed = async (name, work) => {
    steps[name] = await hand.timed(work);
  };
  const email = 'priya@lantern.example';
  const password = 'eleven boats 7 anchors';
  let secret = '';

  await timed('first run', async () => {
    await page.goto(address);
    await hand.read(main.getByRole('heading', { level: 1 }));
    await hand.focus(page.getByLabel('Name', { exact: true }));
    await hand.type('Lantern & Oak Ltd');
    await hand.press('Tab');
    // A list answers to the first letters of what is looked for.
    await hand.type('Ireland');
    await hand.press('Tab'); // over the time zone, which came with the country
    for (const text of ['Priya Raman', email]) {
      await hand.press('Tab');
      await hand.type(text);
    }
    await hand.read(page.locator('form'));
    await hand.press('Tab');
    await hand.type(password);
    await hand.press('Tab'); // over what shows the password
    await hand.press('Tab');
    await hand.type(password);
    await hand.click(page.getByRole('button', { name: 'Set up Inplace' }));
    await page
      .getByRole('heading', { name: 'Set up your authenticator app' })
      .or(page.getByRole('heading', { name: 'Choose your second factor' }))
      .waitFor();
  });

  await timed('second factor', async () => {
    if (await page.getByRole('heading', { name: 'Choose your second factor' }).isVisible()) {
      await hand.read(main);
      await hand.click(page.getByRole('link', { name: 'Authenticator app' }));
    }
    await page.getByRole('heading', { name: 'Set up your authenticator app' }).waitFor();
    await hand.read(main);
    hand.spend(SCAN_S);
    secret = (await page.locator('[data-secret]').textContent()).replace(/\s/g, '');
    await hand.focus(page.getByLabel('Code that the app shows now'));
    await hand.type(codeOf(secret, -1));
    await hand.press('Enter');
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
    await hand.read(main.locator('p').first());
    await hand.click(page.getByRole('button', { name: 'Save as a file' }));
    await hand.click(page.getByRole('button', { name: 'I have kept them' }));
    await page.getByRole('heading', { name: 'Three steps to your first self-assessment' }).waitFor();
  });

  await timed('signing in', async () => {
    await page.context().clearCookies();
    await page.goto(new URL('/sign-in', page.url()).href);
    await page.getByLabel('E-mail').waitFor();
    await hand.focus(page.getByLabel('E-mail'));
    await hand.type(email);
    await hand.press('Tab');
    await hand.type(password);
    await hand.press('Enter');
    await page.getByLabel(/^Six-digit code/).waitFor();
    hand.spend(SCAN_S / 2);
    await hand.type(codeOf(secret, 0));
    await page.waitForURL(/\/dashboard$/);
  });
  return steps;
}

function codeOf(secret, steps) {
  const app = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  return app.generate({ timestamp: Date.now() + steps * 30_000 });
}

/** A fresh installation and the address that its terminal prints. */
async function startUp(folder) {
  const port = await freePort();
  const child = spawn('npm', ['run', 'up'], {
    cwd: projectFolder,
    env: { ...process.env, PORT: String(port), INPLACE_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise((resolve) => child.on('exit', resolve));
  let words = '';
  const setUpAddress = await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      words += chunk;
      const [found] = /http:\/\/\S+\/setup\?token=\S+/.exec(words) ?? [];
      if (found) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', () => reject(new Error(`npm run up ended: ${words}`)));
    setTimeout(() => reject(new Error(`no set-up address in five minutes: ${words}`)), 300_000).unref();
  });
  return {
    setUpAddress,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
