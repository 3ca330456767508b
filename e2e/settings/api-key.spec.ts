import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { callAction, listActions } from '../support/actions';
import { plainPages } from '../support/addresses';
import { instance } from '../support/instance';
import { rows } from '../support/people';
import { seedRecords } from '../support/records';
import { expect, expectAccessible, picture, test } from '../support/test';

const confirmField = (page: Page) => page.getByRole('textbox', { name: 'Your password, once more' });

/** A program: no cookies, no origin, a key. */
function ask(request: APIRequestContext, path: string, token: string) {
  return request.get(path, { headers: { authorization: `Bearer ${token}` }, maxRedirects: 0 });
}

test('KEY-1: a key is shown once, reads what it was made for, opens no page, and stops when it is revoked', async ({
  page,
  request,
  organization,
}) => {
  test.setTimeout(120_000);
  const records = await seedRecords(organization, 'Heron');
  const { password } = organization.person;
  await page.goto('/settings/api-keys');
  await expect(page.getByText('No keys yet')).toBeVisible();

  await test.step('a service account gets an owner and a purpose', async () => {
    await page.getByRole('button', { name: 'Add a service account' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a service account' });
    await dialog.getByLabel('Name').fill('Ticket robot');
    await dialog.getByLabel('Role').selectOption('Compliance officer');
    await dialog.getByLabel('What it is for').fill('Closes tickets when an answer is recorded.');
    await confirmField(page).fill(password);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByText(`${organization.person.name} answers for it`)).toBeVisible();
  });

  const token = await test.step('its key is made by somebody who was asked again', async () => {
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make an API key' });
    await dialog.getByLabel('Name').fill('Nightly read');
    await dialog.getByLabel('Acts for').selectOption('Ticket robot');
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    await expect(
      dialog.getByText('Choose at least one.').or(dialog.getByText('Enter your password.')).first(),
    ).toBeVisible();
    await dialog.getByLabel('See payment integrations').check();
    await dialog.getByLabel('See assessments, answers and the catalogue').check();
    await confirmField(page).fill(password);
    await expectAccessible(page);
    await picture(page, 'api-key-make');
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    const value = await dialog.getByLabel('API key', { exact: true }).inputValue();
    expect(value).toMatch(/^inp_[0-9A-Za-z]{49}$/);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    return value;
  });
  await page.reload();
  await expect(page.getByRole('row', { name: /Nightly read/ })).toContainText('See payment integrations');
  expect(await page.content()).not.toContain(token);

  await test.step('it reads data, and neither pages nor actions', async () => {
    const list = await ask(request, '/api/v1/integrations', token);
    expect(list.status()).toBe(200);
    expect(await list.text()).toContain('Heron');
    expect((await ask(request, '/api/v1/audit-log', token)).status()).toBe(403);
    for (const { path } of plainPages) {
      const answer = await ask(request, path, token);
      expect(`${path} ${answer.status()}`).toBe(`${path} 307`);
      expect(answer.headers().location).toContain('/sign-in');
    }
    const archive = listActions(records).find(({ name }) => name === 'archiveAcquirerAction');
    if (!archive) throw new Error('archiveAcquirerAction is gone');
    // One that no assessment names, so that nothing but the way in can be the reason.
    const acquirerId = randomUUID();
    await rows('INSERT INTO "Acquirer" ("organizationId", "id", "name") VALUES ($1, $2, $3)', [
      organization.organizationId,
      acquirerId,
      'Heron savings bank',
    ]);
    const archived = async () =>
      (await rows('SELECT 1 FROM "Acquirer" WHERE "id" = $1 AND "archivedAt" IS NOT NULL', [acquirerId]))
        .length;
    await request.post(archive.path, {
      headers: {
        authorization: `Bearer ${token}`,
        'next-action': archive.id,
        origin: instance().baseUrl,
        accept: 'text/x-component',
      },
      multipart: { _1_id: acquirerId, '0': JSON.stringify([null, '$K1']) },
      maxRedirects: 0,
    });
    expect(await archived()).toBe(0);
    await callAction(page.context().request, archive, { before: [null], form: { id: acquirerId } });
    expect(await archived(), 'the same with a session works').toBe(1);
  });

  await test.step('it stops with the request after it was revoked', async () => {
    await page.reload();
    await expect(page.getByRole('row', { name: /Nightly read/ })).toContainText('from ');
    await expectAccessible(page);
    await picture(page, 'api-keys');
    await page.getByRole('button', { name: 'Revoke the key Nightly read' }).click();
    await confirmField(page).fill(password);
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(page.getByRole('row', { name: /Nightly read/ })).toContainText('Revoked');
    expect((await ask(request, '/api/v1/integrations', token)).status()).toBe(401);
  });
});
