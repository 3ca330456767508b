import { openBrowser } from '../lib/browser.mjs';
import { round } from '../lib/stats.mjs';

/** Every byte of JavaScript that Chromium receives until the checklist of a SAQ D is idle, compressed as sent. */
export async function measureChecklistScript(instance) {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext();
    await context.addCookies([{ ...instance.cookie, url: instance.baseUrl }]);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    const scripts = new Map();
    const sizes = new Map();
    devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Script' || response.mimeType.includes('javascript')) scripts.set(requestId, response.url);
    });
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      sizes.set(requestId, encodedDataLength),
    );
    await page.goto(`${instance.baseUrl}/assessments/${instance.assessmentId}/requirements/6.3.3`, {
      waitUntil: 'networkidle',
    });
    const samples = [...scripts].map(([requestId, url]) => ({
      url: new URL(url).pathname,
      bytes: sizes.get(requestId) ?? 0,
    }));
    if (samples.length === 0)
      throw new Error('the page loaded no script: the measure looks at the wrong thing');
    const total = samples.reduce((sum, { bytes }) => sum + bytes, 0);
    return {
      results: [
        {
          name: 'checklist-js-kib',
          value: round(total / 1024, 1),
          unit: 'KiB',
          target: 170,
          better: 'lower',
          comparedWith: `${samples.length} files until idle, compressed as sent`,
        },
      ],
      samples: { scripts: samples },
    };
  } finally {
    await browser.close();
  }
}
