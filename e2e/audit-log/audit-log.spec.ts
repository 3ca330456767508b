import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { instance } from '../support/instance';
import { givePassword } from '../support/second-factor';
import { expect, expectAccessible, picture, test } from '../support/test';

/** The lines of the file that a dialog lets go once the password is right. */
async function exportBy(page: Page, dialog: Locator, password: string, name: RegExp): Promise<string[]> {
  await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill(password);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(name);
  await expect(dialog).toBeHidden();
  return readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split(/\r?\n/);
}

test('LOG-1: the log is searched, filtered, opened by keyboard and taken away as CSV', async ({
  page,
  organization,
}) => {
  await test.step('two things happen', async () => {
    await page.goto('/settings');
    for (const name of ['Kestrel Outdoor', '=Heron Outdoor']) {
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByRole('button', { name: 'Save organization' }).click();
      await expect(page.getByText('Organization saved').first()).toBeVisible();
      await page.reload();
    }
  });
  const entries = page.getByRole('list', { name: 'Entries, newest first' }).getByRole('listitem');

  await test.step('words find them, and the filter stands in the address', async () => {
    await page.goto('/audit-log');
    await expect(page.getByText('Times in Europe/Berlin')).toBeVisible();
    await expect(page.getByText(/The log reaches back to .* Nothing in it is ever deleted\./)).toBeVisible();
    const words = page.getByRole('searchbox', { name: 'Words or hash' });
    // The key works once the page's script runs.
    await expect(async () => {
      await page.keyboard.press('/');
      await expect(words).toBeFocused({ timeout: 500 });
    }).toPass();
    await words.fill('kestrel');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/[?&]query=kestrel/);
    await expect(entries).toHaveCount(2);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Kestrel Outdoor to =Heron Outdoor').first()).toBeVisible();
    await expect(page.getByText('previous and contents give this hash').first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('kinds and outcome narrow it, and a condition is taken away again', async () => {
    await page.getByText('Filters', { exact: true }).click();
    await page.getByLabel('Outcome').selectOption('refused');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'No entry fits' })).toBeVisible();
    await page.getByRole('link', { name: /^Remove the filter Outcome/ }).click();
    await expect(entries).toHaveCount(2);
  });

  await test.step('nothing leaves before its person has confirmed who they are', async () => {
    for (const path of [
      '/api/audit-log',
      '/api/audit-log/csv',
      '/api/audit-log/sign-ins/csv',
      '/api/audit-log?pass=v1.AAAA',
    ]) {
      expect((await page.request.get(path)).status(), path).toBe(400);
    }
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Export the audit log' });
    await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill('not the password');
    await dialog.getByRole('button', { name: 'Export' }).click();
    await expect(dialog.getByText('This is not your password.')).toBeVisible();
    await expectAccessible(page);
    const lines = await exportBy(
      page,
      dialog,
      organization.person.password,
      /^audit-log-20\d\d-\d\d-\d\d\.jsonl$/,
    );
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });

  await test.step('what is shown leaves as CSV without a formula, and the log says so', async () => {
    await page.getByRole('button', { name: 'These entries as CSV' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export these entries' });
    const lines = await exportBy(
      page,
      dialog,
      organization.person.password,
      /^audit-log-20\d\d-\d\d-\d\d\.csv$/,
    );
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^"Number","Time \(UTC\)"/);
    for (const line of lines) expect(line).not.toMatch(/(^|,)"[=+@-]/);
    await page.goto('/audit-log?type=audit-trail.exported');
    await expect(entries).toContainText(['exported the audit log as CSV: words kestrel']);
  });

  await test.step('it fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/audit-log');
    await page.getByText('Filters', { exact: true }).click();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByText('Filters', { exact: true }).click();
    await picture(page, 'audit-log-phone');
    await page.setViewportSize({ width: 1440, height: 900 });
    await entries.first().locator('summary').click();
    await picture(page, 'audit-log');
  });
  expect(organization.name).not.toBe('');
});

test('LOG-2: whoever is refused for want of a right stands in the log, once a minute', async ({
  page,
  browser,
  organization,
}) => {
  const owner = await organization.addMember('CONTROL_OWNER', 'Otto Brandt');
  const context = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(context, owner);
  for (let tries = 0; tries < 3; tries += 1) {
    expect((await context.request.get('/audit-log?query=secret')).status()).toBe(404);
    expect((await context.request.get('/api/audit-log')).status()).toBe(403);
  }
  expect((await context.request.get('/integrations/new')).status()).toBe(404);
  await context.close();

  await page.goto('/audit-log?outcome=refused');
  const entries = page.getByRole('list', { name: 'Entries, newest first' }).getByRole('listitem');
  await expect(entries).toHaveCount(2);
  await expect(entries.nth(0)).toContainText('Otto Brandt');
  await expect(entries.nth(0)).toContainText('was refused at /integrations/new: integration:manage');
  await expect(entries.nth(1)).toContainText('was refused at /audit-log: audit-trail:read');
  await expect(entries.nth(1)).toContainText('Refused');
  await expect(
    page.getByRole('region', { name: /look/ }).getByRole('link', { name: 'Refused 2' }),
  ).toBeVisible();
});

test('LOG-3: sign-ins of the members, and of nobody else, are shown beside the log', async ({
  page,
  browser,
  organization,
}) => {
  const context = await browser.newContext({ baseURL: instance().baseUrl });
  const stranger = await context.newPage();
  await stranger.goto('/sign-in');
  await givePassword(stranger, organization.person.email, 'not the password');
  await stranger.getByLabel('Six-digit code from your authenticator app').fill('000000');
  await expect(
    stranger.getByRole('alert').getByText('E-mail, password and code do not fit together.'),
  ).toBeVisible();
  await context.close();

  await page.goto('/audit-log');
  await page.getByRole('link', { name: 'Sign-ins', exact: true }).click();
  const list = page.getByRole('list', { name: 'Sign-ins, newest first' }).getByRole('listitem');
  await expect(list).toHaveCount(1);
  await expect(list.first()).toContainText(organization.person.name);
  await expect(list.first()).toContainText('Sign-in failed');
  await expect(list.first()).toContainText('Refused');
  await expectAccessible(page);
  await picture(page, 'sign-ins');
  await page.getByText('Filters', { exact: true }).click();
  await page.getByLabel('Outcome').selectOption('succeeded');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No sign-in fits' })).toBeVisible();
  await page.goto('/audit-log/sign-ins');
  await page.getByRole('button', { name: 'These sign-ins as CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export these sign-ins' });
  const lines = await exportBy(
    page,
    dialog,
    organization.person.password,
    /^sign-ins-20\d\d-\d\d-\d\d\.csv$/,
  );
  // The confirmation that the export asked for is a line too.
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(`"${organization.person.name}","Confirmed with the password","Succeeded"`);
  expect(lines[2]).toContain(`"${organization.person.name}","Sign-in failed","Refused"`);
  await page.goto('/audit-log?type=audit-trail.exported');
  await expect(page.getByText('exported the audit log as CSV, sign-ins').first()).toBeVisible();
});

test('LOG-4: an administrator has the events sent, sees what a receiver misses, and stops it', async ({
  page,
  organization,
}) => {
  const { password } = organization.person;
  const dialog = page.getByRole('dialog');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Send events' }).click();
  const give = async (url: string) => {
    await dialog.getByLabel('Address').fill(url);
    await dialog.getByLabel('Your password, once more', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Send events there' }).click();
  };
  await give('https://169.254.169.254/latest/meta-data');
  await expect(dialog.getByText(/leads inside this network/)).toBeVisible();
  await expectAccessible(page);
  await give('https://127.0.0.1:1/events');
  await expect(dialog.getByLabel('Secret that signs each delivery, shown this once')).toHaveValue(/^whsec_/);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByRole('button', { name: 'Change address or secret' })).toBeVisible();

  await test.step('it is away: the log says so, and how much waits', async () => {
    await expect(async () => {
      await page.goto('/audit-log');
      await expect(page.getByText('127.0.0.1:1 does not take events.')).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(page.getByText(/The receiver refuses the connection\. .* events? waits?\./)).toBeVisible();
    await expectAccessible(page);
  });

  await page.goto('/settings');
  await picture(page, 'forwarding');
  await page.getByRole('button', { name: 'Stop sending' }).click();
  await dialog.getByLabel('Your password, once more', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Stop sending' }).click();
  await expect(page.getByRole('button', { name: 'Send events' })).toBeVisible();
  await page.goto('/audit-log?type=access');
  const entries = page.getByRole('list', { name: 'Entries, newest first' });
  await expect(entries).toContainText('let the events be sent to 127.0.0.1:1');
  await expect(entries).toContainText('ended the sending of events to 127.0.0.1:1');
});
