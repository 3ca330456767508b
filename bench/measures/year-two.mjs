import { openBrowser } from '../lib/browser.mjs';
import { atTheDesk } from '../lib/human.mjs';
import { round } from '../lib/stats.mjs';
import { seedYearTwo } from '../lib/year-two.mjs';

/** From the folder in the mind to the chosen file: its window, the right folder, the name. */
const FIND_FILE_S = 8;

/**
 * The second year of a SAQ D for merchants: 233 answers of last year, 20 of which changed (8 rest on evidence that ran out, 4 were
 * Not in Place and are met now, 4 are no longer met, 4 have a compensating control to validate anew). An officer reads every line,
 * confirms what is unchanged principal requirement by principal requirement with a test of this year, and answers the 20 one by
 * one: proof, test, answer. Minutes until the overview has no open answer.
 */
export async function measureYearTwo(instance) {
  const seeded = await seedYearTwo(instance);
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ ...instance.cookie, url: instance.baseUrl }]);
    const page = await context.newPage();
    const steps = await walk(page, instance, seeded);
    const { rows } = await instance.owner.query(
      `SELECT count(*)::int AS open FROM "Response" WHERE "assessmentId" = $1 AND "finding" IS NULL`,
      [seeded.assessmentId],
    );
    if (rows[0].open > 0)
      throw new Error(`${rows[0].open} answers are still open: the walk did not do the work`);
    const total = Object.values(steps).reduce((sum, seconds) => sum + seconds, 0) / 60;
    const words = Object.entries(steps).map(([step, seconds]) => `${step} ${round(seconds / 60, 1)} min`);
    return {
      results: [
        {
          name: 'year-two-minutes',
          value: round(total, 1),
          unit: 'min',
          target: 60,
          better: 'lower',
          comparedWith: `a person who reads 250 words a minute and types 60: ${words.join(', ')}`,
        },
      ],
      samples: steps,
    };
  } finally {
    await browser.close();
  }
}

async function walk(page, { baseUrl }, { assessmentId, changed }) {
  const hand = atTheDesk(page);
  const address = `${baseUrl}/assessments/${assessmentId}`;
  const steps = {};

  steps['reading last year’s answers and confirming what is unchanged'] = await hand.timed(async () => {
    await page.goto(`${address}/last-year`);
    await hand.read(page.getByRole('heading', { level: 1 }));
    await hand.click(page.getByRole('button', { name: /^Can be confirmed together/ }));
    const done = new Set();
    for (;;) {
      const names = (await page.locator('th[scope="rowgroup"]').allTextContents()).filter(
        (name) => !done.has(name),
      );
      if (names.length === 0) break;
      const principal = names[0].split('.')[0];
      const sections = names.filter((name) => name.split('.')[0] === principal);
      for (const name of sections) {
        const lines = page.locator('tbody', { has: page.locator('th[scope="rowgroup"]', { hasText: name }) });
        await hand.read(lines);
        await hand.click(page.getByRole('checkbox', { name: new RegExp(`^All \\d+ of ${escaped(name)}$`) }));
        // What the officer knows to be no longer so is left out.
        for (const number of changed['no longer met']) {
          const box = lines.getByRole('checkbox', { name: new RegExp(`^${escaped(number)} `) });
          if (await box.isVisible()) await hand.click(box);
        }
      }
      await recordTest(hand, page.getByRole('region', { name: 'One test for the chosen ones' }));
      await hand.click(page.getByRole('button', { name: /^Record the test for/ }));
      await page.getByRole('button', { name: 'Still so this year' }).waitFor();
      for (const name of sections) done.add(name);
    }
  });

  for (const [kind, numbers] of Object.entries(changed)) {
    steps[kind] = await hand.timed(async () => {
      for (const number of numbers) await oneByOne(page, hand, { address, kind, number });
    });
  }
  return steps;
}

/** One requirement that changed, from last year's page and back. */
async function oneByOne(page, hand, { address, kind, number }) {
  await page.goto(`${address}/last-year`);
  await hand.click(page.getByRole('link', { name: new RegExp(`^${escaped(number)} `) }).first());
  await page.locator('.req-id b', { hasText: number }).waitFor();
  const last = page.locator('section', { has: page.getByRole('heading', { name: 'Last year' }) });
  await hand.read(last);
  await hand.read(page.getByRole('heading', { level: 1 }));
  if (kind !== 'no longer met') {
    const chooser = page.waitForEvent('filechooser');
    await hand.click(page.getByRole('button', { name: /^(Add|Choose|Attach) (a )?files?/ }).first());
    hand.spend(FIND_FILE_S);
    await (await chooser).setFiles({
      name: `proof-${number}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(`host;seen\nweb-1;${number}\n`),
    });
    await hand.press('t');
    const form = page.getByRole('form', { name: 'Record a test' });
    await recordTest(hand, form);
    await hand.click(form.getByRole('button', { name: 'Record test' }));
    await form.waitFor({ state: 'hidden' });
  }
  if (kind === 'evidence that ran out' || kind === 'compensating controls') {
    await hand.click(last.getByRole('button', { name: 'Still so this year' }));
    return last.getByRole('button', { name: 'Still so this year' }).waitFor({ state: 'hidden' });
  }
  const answer = kind === 'no longer met' ? 'NOT_IN_PLACE' : 'IN_PLACE';
  await hand.click(page.locator(`[data-row="0"] input[type="radio"][value="${answer}"]`));
  const row = page.locator('[data-row="0"]');
  if (answer === 'IN_PLACE') {
    await hand.click(row.getByLabel('How you know'));
    await hand.type('Rolled out in spring, checked on all hosts.');
  } else {
    await hand.click(row.getByLabel(/^What will be done|^Action/).first());
    await hand.type('Roll it out to the hosts that were added in June.');
  }
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor();
}

/** How it was tested, what was looked at and what came of it. */
async function recordTest(hand, form) {
  await hand.click(form.getByRole('checkbox', { name: 'Examined' }));
  await hand.click(form.getByLabel('What was examined or observed'));
  await hand.type('The settings of all hosts and the tickets of this year');
  await hand.click(form.getByRole('radio', { name: 'Met', exact: true }));
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').trim();
}
