import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { request as open } from 'node:http';
import type { Request } from '@playwright/test';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

type FileRow = { sha256: string; sizeBytes: string; keyId: string | null };
const filesOf = (organizationId: string) =>
  rows<FileRow>(
    'SELECT "sha256", "sizeBytes"::text, "keyId" FROM "EvidenceFile" WHERE "organizationId" = $1',
    [organizationId],
  );

/** Sends the beginning of what the browser sends, then hangs up. */
async function sendPart(request: Request, bytes: Uint8Array): Promise<void> {
  const { ':authority': _, ...headers } = await request.allHeaders();
  const sending = open(request.url(), { method: 'PATCH', headers });
  sending.on('error', () => undefined);
  await new Promise((done) => sending.write(bytes, done));
  sending.destroy();
}

test('EVIDENCE-1: an upload goes on where it stood after the connection broke, and after the page was closed', async ({
  page,
  organization,
}, info) => {
  const bytes = randomBytes(9 * 1024 * 1024);
  const path = info.outputPath('access-logs.bin');
  writeFileSync(path, bytes);
  const began: number[] = [];
  let breakAfter = 2_000_000;
  await page.route('**/api/evidence/uploads/*', async (route, request) => {
    if (request.method() !== 'PATCH') return route.continue();
    const offset = Number(request.headers()['upload-offset']);
    began.push(offset);
    if (breakAfter === Number.POSITIVE_INFINITY) return route.continue();
    await sendPart(request, bytes.subarray(offset, offset + breakAfter));
    return route.abort('connectionreset');
  });
  const choose = async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'choose files' }).click();
    await (await chooser).setFiles(path);
  };

  await page.goto('/evidence');
  await choose();
  await expect.poll(() => began.length, { message: 'it goes on by itself' }).toBeGreaterThan(1);
  expect(began[1], 'where it stood').toBe(2_000_000);
  breakAfter = 0;
  await expect(page.getByRole('progressbar', { name: 'Sending access-logs.bin' })).toBeVisible();
  await picture(page, 'upload');
  await expectAccessible(page);
  expect(await filesOf(organization.organizationId), 'nothing is listed before its end').toEqual([]);

  await page.reload();
  breakAfter = Number.POSITIVE_INFINITY;
  await choose();
  await expect(page.getByRole('link', { name: 'access-logs' })).toBeVisible();
  expect(began.at(-1), 'the rest alone is sent').toBeGreaterThanOrEqual(2_000_000);
  const [file] = await filesOf(organization.organizationId);
  expect(file).toEqual({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: String(bytes.length),
    keyId: expect.stringMatching(/^[0-9a-f]{16}$/),
  });

  await page.getByRole('link', { name: 'access-logs' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download access-logs.bin' }).click();
  const hash = createHash('sha256');
  for await (const chunk of await (await saved).createReadStream()) hash.update(chunk);
  expect(hash.digest('hex')).toBe(file?.sha256);
});
