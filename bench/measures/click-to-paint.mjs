import { openBrowser } from '../lib/browser.mjs';
import { quantile, round } from '../lib/stats.mjs';

const ANSWERS = 120;
const WARM_UP = 20;
/** Four answers a second: faster than anybody reads, and slow enough that a key waits for itself alone. */
const PACE_MS = 250;

/**
 * From the key that answers to the next frame that is painted, on the checklist of a SAQ D: as this machine is, and with a
 * processor that is four times slower. Each answer is another one, so that each key changes the page and is saved. Without any
 * pause (burst), where each key also waits for what the one before has left to do, it is reported without a target.
 */
export async function measureClickToPaint(instance) {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ ...instance.cookie, url: instance.baseUrl }]);
    const page = await context.newPage();
    await page.addInitScript(() => {
      globalThis.painted = [];
      addEventListener(
        'keydown',
        (event) => {
          const { port1, port2 } = new MessageChannel();
          // The message arrives after the frame that the animation frame belongs to.
          port1.onmessage = () => globalThis.painted.push(performance.now() - event.timeStamp);
          requestAnimationFrame(() => port2.postMessage(null));
        },
        { capture: true },
      );
    });
    const devtools = await context.newCDPSession(page);
    await page.goto(`${instance.baseUrl}/assessments/${instance.assessmentId}/requirements/1.2.1`, {
      waitUntil: 'networkidle',
    });
    const plain = await answerByKeys(page, PACE_MS);
    const burst = await answerByKeys(page, 0);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const slow = await answerByKeys(page, PACE_MS);
    const slowBurst = await answerByKeys(page, 0);
    const { rows } = await instance.owner.query(
      `SELECT count(*)::int AS n FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'response.recorded' AND "subjectId" LIKE $2`,
      [instance.organizationId, `${instance.assessmentId}/pci-dss:1.2.1/%`],
    );
    if (rows[0].n < ANSWERS / 2)
      throw new Error(`only ${rows[0].n} answers were saved: the keys did nothing`);
    const result = (name, times, target, words) => ({
      name,
      value: round(quantile(times, 0.95), 1),
      unit: 'ms',
      target,
      better: 'lower',
      comparedWith: `p95 of ${times.length} answer keys${target === undefined ? '' : `, one every ${PACE_MS} ms`}, median ${round(quantile(times, 0.5), 1)} ms, ${words}`,
    });
    return {
      results: [
        result('click-to-paint-ms', plain, 50, 'to the next painted frame on a SAQ D'),
        result('click-to-paint-slow-ms', slow, 100, 'the same with a processor four times slower'),
        result('click-to-paint-burst-ms', burst, undefined, 'without a pause between the keys'),
        result(
          'click-to-paint-slow-burst-ms',
          slowBurst,
          undefined,
          'without a pause, with a processor four times slower',
        ),
      ],
      samples: { plain, burst, slow, slowBurst },
    };
  } finally {
    await browser.close();
  }
}

async function answerByKeys(page, pause) {
  await page.evaluate(() => {
    globalThis.painted = [];
  });
  await page.getByRole('heading', { level: 1 }).click();
  for (let turn = 0; turn < WARM_UP + ANSWERS; turn += 1) {
    await page.keyboard.press(String(1 + (turn % 5)));
    await page.waitForFunction((count) => globalThis.painted.length >= count, turn + 1);
    if (pause > 0) await page.waitForTimeout(pause);
  }
  return page.evaluate((skipped) => globalThis.painted.slice(skipped), WARM_UP);
}
