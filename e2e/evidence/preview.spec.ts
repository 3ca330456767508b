import type { Page } from '@playwright/test';
import { pdfFile } from '../support/evidence-files';
import { expect, expectAccessible, picture, test } from '../support/test';

/** How many different colours the frame's first page shows: an empty one has one. */
async function coloursOf(page: Page): Promise<number> {
  const canvas = page.frameLocator('iframe').locator('section.drawn canvas').first();
  await expect(canvas).toBeVisible();
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const pixels =
      (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    const seen = new Set<number>();
    for (let at = 0; at < pixels.length; at += 4) seen.add(pixels[at] ?? 0);
    return seen.size;
  });
}

test('PREVIEW-1: a PDF is drawn in a frame that can reach nothing; what is a web page runs nowhere', async ({
  page,
  organization: _,
}) => {
  const attack = `<script>parent.postMessage({pages:666},'*');alert(1)</script>`;
  const pdf = pdfFile('policy.pdf', 'Passwords are long.');
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('http://localhost') && !/^(data|blob):/.test(request.url()))
      outside.push(request.url());
  });
  await page.goto('/evidence/new');
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      pdf,
      { ...pdf, name: 'both.pdf', buffer: Buffer.concat([pdf.buffer, Buffer.from(`\n${attack}`)]) },
      { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from(`<!doctype html>${attack}`) },
      {
        name: 'drawing.svg',
        mimeType: 'image/svg+xml',
        buffer: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${attack}</svg>`),
      },
      { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('user,role\nmira,administrator\n') },
    ]);
  await page.getByRole('button', { name: /^Add/ }).last().click();
  const files = page.getByRole('region', { name: '5 files' }).getByRole('listitem');
  const fileOf = (name: string) => files.filter({ hasText: name });
  await expect(files).toHaveCount(5);
  for (const name of ['page.html', 'drawing.svg']) {
    await expect(fileOf(name).getByText('Show preview')).toHaveCount(0);
    await expect(fileOf(name).getByRole('link', { name: `Download ${name}` })).toBeVisible();
  }
  for (const name of ['policy.pdf', 'both.pdf']) {
    await fileOf(name).getByText('Show preview').click();
    await expect(fileOf(name).getByRole('status')).toHaveText('1 page');
    expect(await coloursOf(page)).toBeGreaterThan(1);
    const frame = page.frames().find((one) => one.url().includes('/api/evidence/viewer'));
    expect(await frame?.evaluate(() => self.origin)).toBe('null');
    if (name === 'policy.pdf') {
      await expect(page.frameLocator('iframe').getByText('Passwords are long.')).toBeAttached();
      await expectAccessible(page);
      await picture(page, 'evidence-preview');
    }
    await fileOf(name).getByText('Hide preview').click();
  }
  await fileOf('list.csv').getByText('Show preview').click();
  await expect(fileOf('list.csv').frameLocator('iframe').getByText('mira,administrator')).toBeVisible();
  expect(dialogs).toEqual([]);
  expect(outside).toEqual([]);
});
