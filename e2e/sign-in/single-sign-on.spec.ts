import { execFileSync } from 'node:child_process';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { startSignOnProvider } from '../../scripts/testing/sign-on-provider.mjs';
import { answerRest, startAssessment } from '../support/assessments';
import { confirmForm, storedSeal } from '../support/attestation';
import { instance } from '../support/instance';
import { chooseMemberAct } from '../support/members';
import { type Organization, type Person, rows } from '../support/people';
import { givePassword } from '../support/second-factor';
import { expect, expectAccessible, hydrated, picture, test } from '../support/test';

type Provider = Awaited<ReturnType<typeof startSignOnProvider>>;

const offer = 'Continue with your company’s sign-on';

async function startProviderOf({ organizationId }: Organization): Promise<Provider> {
  return startSignOnProvider({
    redirectUris: [`${instance().baseUrl}/api/sign-on/${organizationId}/callback`],
    person: { sub: 'nobody' },
  });
}

/** A domain of this test alone, and an address of it for somebody. */
function domainOf({ organizationId }: Organization): string {
  return `shop-${organizationId.slice(0, 8)}.example`;
}

async function giveAddress(organization: Organization, person: Person, name: string): Promise<string> {
  const email = `${name}@${domainOf(organization)}`;
  await rows('UPDATE "User" SET "email" = $2 WHERE "id" = $1', [person.userId, email]);
  return email;
}

/** In the open dialog: the password, and the button that does it. */
async function confirmIn(page: Page, organization: Organization, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill(organization.person.password);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function connectProvider(page: Page, organization: Organization, provider: Provider): Promise<void> {
  await page.goto('/settings/sign-in');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Connect a provider' }).click();
  await page
    .getByLabel('Address of the provider')
    .fill(`${provider.issuer}/.well-known/openid-configuration`);
  await page.getByLabel('Client id').fill(provider.clientId);
  await page.getByLabel('Client secret').fill(provider.clientSecret);
  await expectAccessible(page);
  await confirmIn(page, organization, 'Save');
  await page.getByRole('button', { name: 'Add a domain' }).click();
  await page.getByLabel('Domain', { exact: true }).fill(domainOf(organization));
  await confirmIn(page, organization, 'Add');
  await expect(page.getByText('Not proven yet')).toBeVisible();
  await expectAccessible(page);
  await rows(
    `UPDATE "SignOnDomain" SET "verifiedAt" = now(), "verifiedBy" = 'DNS' WHERE "organizationId" = $1`,
    [organization.organizationId],
  );
}

async function signIn(browser: Browser, email: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: instance().baseUrl });
  const page = await context.newPage();
  await page.goto('/sign-in?next=%2Fsettings%2Fmembers');
  await hydrated(page);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: offer }).click();
  return { context, page };
}

test('SIGN-ON-1: an administrator connects the company’s provider, tests it, and people sign in there', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(240_000);
  const provider = await startProviderOf(organization);
  const member = await organization.addMember('MANAGER', 'Lena Brandt');
  const email = await giveAddress(organization, member, 'lena');

  await test.step('it is connected, and nothing can be turned on before a test', async () => {
    await connectProvider(page, organization, provider);
    await page.reload();
    await page.getByRole('button', { name: 'Turn on' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('textbox', { name: 'Your password, once more' })
      .fill(organization.person.password);
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await expect(dialog.getByText(/Test the sign-on first/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('a test shows what the provider says, once', async () => {
    provider.desk.person = {
      sub: 'ada',
      email: `ada@${domainOf(organization)}`,
      name: 'Ada at the provider',
    };
    await page.getByRole('button', { name: 'Test the sign-on' }).click();
    await expect(page.getByText('This person would be refused.')).toBeVisible();
    await expect(page.getByText(/does not say that the e-mail address is verified/)).toBeVisible();
    provider.desk.person = { ...provider.desk.person, email_verified: true };
    await page.goto('/settings/sign-in');
    await page.getByRole('button', { name: 'Test the sign-on' }).click();
    await expect(page.getByText('The sign-on works.')).toBeVisible();
    await expect(page.getByText('Ada at the provider')).toBeVisible();
    await expect(page).toHaveURL(/\/settings\/sign-in\/test$/);
    await expectAccessible(page);
    await picture(page, 'sign-on-test');
  });

  await test.step('rules are set and it is turned on', async () => {
    await page.getByRole('link', { name: 'Back to the settings' }).click();
    await page.getByRole('button', { name: 'Change the rules' }).click();
    await page.getByLabel('The provider asks for it').check();
    await page.getByLabel('Claim that decides the role').fill('groups');
    await page.getByLabel('Values that give the role Control owner').fill('pci-owners\npci-helpers');
    await expectAccessible(page);
    await confirmIn(page, organization, 'Save');
    await expect(page.getByText('Taken from the claim groups at each sign-on')).toBeVisible();
    await page.getByRole('button', { name: 'Turn on' }).click();
    await confirmIn(page, organization, 'Turn on');
    await expect(page.getByText('Single sign-on is offered beside password and passkey.')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'sign-on-settings');
    await page.setViewportSize({ width: 390, height: 800 });
    await expectAccessible(page);
    await picture(page, 'sign-on-settings-phone');
  });

  await test.step('a member signs in with it, and has the role that the provider gives', async () => {
    provider.desk.person = {
      sub: 'lena',
      email,
      email_verified: true,
      name: 'Lena',
      groups: ['pci-helpers'],
    };
    const lena = await signIn(browser, email);
    await expect(lena.page).toHaveURL(/\/settings\/members$/);
    await lena.page.goto('/settings/account');
    await expect(lena.page.getByText('Control owner').first()).toBeVisible();
    await lena.page.goto('/settings/sign-in');
    await expect(lena.page.getByRole('button', { name: 'Turn off' })).toHaveCount(0);
    await lena.context.close();
  });

  await test.step('who is not a member reads a plain sentence, and other domains are offered nothing', async () => {
    provider.desk.person = { sub: 'eve', email: `eve@${domainOf(organization)}`, email_verified: true };
    const eve = await signIn(browser, `eve@${domainOf(organization)}`);
    await expect(eve.page.getByRole('alert').getByText(/this account may not use Inplace/)).toBeVisible();
    await expectAccessible(eve.page);
    await picture(eve.page, 'sign-on-refused');
    await eve.page.getByLabel('E-mail').fill('lena@elsewhere.example');
    await eve.page.getByLabel('Password', { exact: true }).focus();
    await expect(eve.page.getByRole('button', { name: offer })).toHaveCount(0);
    await eve.context.close();
  });
  await provider.close();
});

test('SIGN-ON-2: somebody without a password signs an attestation and changes a role, confirmed at the company’s sign-on', async ({
  page: administratorPage,
  browser,
  organization,
}) => {
  test.setTimeout(240_000);
  const provider = await startProviderOf(organization);
  const { person } = organization;
  const email = await giveAddress(organization, person, 'officer');
  const member = await organization.addMember('MANAGER', 'Lena Brandt');
  await turnOn(administratorPage, organization, provider);
  await rows('UPDATE "User" SET "passwordHash" = \'none\' WHERE "id" = $1', [person.userId]);
  const started = await startAssessment(organization, 'A');
  await answerRest(started.assessmentId, 'IN_PLACE');
  await confirmForm(organization, started, {
    eligibility: {
      criteria: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((criterionId) => ({ criterionId, answer: 'YES' })),
    },
  });
  provider.desk.person = { sub: 'officer', email, email_verified: true };
  const { context, page } = await signIn(browser, email);
  await expect(page).toHaveURL(/\/settings\/members$/);
  await hydrated(page);

  await test.step('a role is changed; without the confirmation it is not', async () => {
    await chooseMemberAct(page, 'Lena Brandt', 'Change the role of Lena Brandt');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Role').selectOption('MANAGER');
    await dialog.getByRole('button', { name: 'Change role' }).click();
    await expect(dialog.getByText('Confirm with your company’s sign-on first.')).toBeVisible();
    await expectAccessible(page);
    await confirmAtProvider(context, page);
    await expect(dialog.getByLabel('Role')).toHaveValue('MANAGER');
    await picture(page, 'sign-on-confirmed');
    await dialog.getByRole('button', { name: 'Change role' }).click();
    await expect(dialog).toBeHidden();
    const [row] = await rows<{ role: string }>('SELECT "role" FROM "Membership" WHERE "userId" = $1', [
      member.userId,
    ]);
    expect(row?.role).toBe('MANAGER');
  });

  await test.step('an attestation is signed', async () => {
    await page.goto(`/assessments/${started.assessmentId}/sign-off`);
    for (const box of await page.locator('#sign').getByRole('checkbox').all()) await box.check();
    await page.getByLabel('Full name').fill(person.name);
    await confirmAtProvider(context, page);
    await expect(page.getByLabel('Full name')).toHaveValue(person.name);
    await page.getByRole('button', { name: /^Sign as/ }).click();
    await expect.poll(async () => (await storedSeal(started.assessmentId))?.status).toBe('SIGNED');
  });
  await context.close();
  await provider.close();
});

test('SIGN-ON-3: where single sign-on is required a password opens nothing, but for the administrator named for it', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(180_000);
  const provider = await startProviderOf(organization);
  const member = await organization.addMember('MANAGER', 'Lena Brandt');
  await turnOn(page, organization, provider);
  await page.goto('/settings/sign-in');
  await page.getByRole('button', { name: `Let ${organization.person.name} use the password` }).click();
  await confirmIn(page, organization, 'Allow');
  await page.getByRole('button', { name: 'Require it' }).click();
  await confirmIn(page, organization, 'Require it');
  await expect(page.getByText('Single sign-on is required.')).toBeVisible();

  const attempt = async ({ email, password }: { email: string; password: string }) => {
    const context = await browser.newContext({ baseURL: instance().baseUrl });
    const tab = await context.newPage();
    await tab.goto('/sign-in');
    await givePassword(tab, email, password);
    await tab.getByRole('button', { name: 'I have none of them yet' }).click();
    return { context, tab };
  };
  const right = await attempt(member);
  const words = 'E-mail, password and code do not fit together.';
  await expect(right.tab.getByRole('alert').getByText(words)).toBeVisible();
  const wrong = await attempt({ ...member, password: 'wrong horse battery 4' });
  await expect(wrong.tab.getByRole('alert').getByText(words)).toBeVisible();
  const chief = await attempt(organization.person);
  await expect(chief.tab).toHaveURL(/\/second-factor/);
  await page.reload();
  await expect(page.getByText(/last used/)).toBeVisible();
  await page.goto('/audit-log');
  await expect(page.getByText(/signed in without the required single sign-on/)).toBeVisible();
  await rows(`UPDATE "Membership" SET "role" = 'ADMINISTRATOR' WHERE "userId" = $1`, [member.userId]);
  const said = execFileSync(
    process.execPath,
    ['scripts/reset-sign-in.mjs', member.email, '--allow-password'],
    {
      env: { ...process.env, DATABASE_URL: instance().ownerUrl },
      encoding: 'utf8',
    },
  );
  expect(said).toContain('Lena Brandt may sign in with a password');
  const second = await attempt(member);
  await expect(second.tab).toHaveURL(/\/second-factor/);
  await page.reload();
  await expect(page.getByText(/terminal changed single sign-on/)).toBeVisible();
  for (const { context } of [right, wrong, chief, second]) await context.close();
  await provider.close();
});

/** Connected in the browser, then tested and turned on as if by hand; the provider asks for the second factor. */
async function turnOn(page: Page, organization: Organization, provider: Provider): Promise<void> {
  await connectProvider(page, organization, provider);
  const { organizationId } = organization;
  await rows(
    `UPDATE "SignOnProvider" SET "testedAt" = now(), "secondFactor" = 'PROVIDER' WHERE "organizationId" = $1`,
    [organizationId],
  );
  await rows(`UPDATE "Organization" SET "signOn" = 'OFFERED' WHERE "id" = $1`, [organizationId]);
}

/** Presses the button, signs in anew in the window that opens, and is told in the first one. */
async function confirmAtProvider(context: BrowserContext, page: Page): Promise<void> {
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Confirm with your company’s sign-on' }).click();
  await opened;
  await expect(page.getByText('You are confirmed for five minutes, for one act.')).toBeVisible();
}
