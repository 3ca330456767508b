import { openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { pdfFile } from '../support/evidence-files';
import { instance } from '../support/instance';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

const remark = 'It shows the old policy. Bring the one of this year.';

test('REVIEW-2: what a control owner brings is rejected with a reason and counts no longer, until a new version is brought and accepted', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(240_000);
  const { organizationId, person } = organization;
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  const owner = await organization.addMember('CONTROL_OWNER', 'Ona Owner');
  await rows(
    `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
     VALUES ($1, gen_random_uuid(), $2, 'pci-dss:8.3.6', $3, $4)`,
    [organizationId, assessmentId, owner.userId, person.userId],
  );
  const context = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(context, owner);
  const desk = await context.newPage();
  await openRequirement(desk, assessmentId, '8.3.6');
  const panelOf = (at: typeof page) => at.getByRole('region', { name: 'Evidence' });
  await panelOf(desk).locator('input[type="file"]').first().setInputFiles(pdfFile('policy.pdf', 'Passwords'));
  await expect(panelOf(desk).getByRole('link', { name: 'Download' })).toBeVisible();

  const attached = async () => {
    await page.goto(`/assessments/${assessmentId}/table?evidence=attached`);
    return page.getByRole('row', { name: /8\.3\.6/ });
  };
  await expect(await attached()).toHaveCount(1);
  await page.goto('/evidence?view=to-review');
  await page.getByRole('link', { name: 'policy' }).click();
  const section = page.getByRole('region', { name: 'Review' });
  await expect(section).toContainText('Not reviewed yet.');
  await section.getByRole('button', { name: 'Reject' }).click();
  await expect(section.getByText('Say what is wrong with it and what to bring instead.')).toBeVisible();
  await expect(section.getByLabel('Remark')).toBeFocused();
  await section.getByLabel('Remark').fill(remark);
  await expectAccessible(page);
  await picture(page, 'evidence-review');
  // By keyboard: past "Accept".
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(section).toContainText(`rejected by ${person.name}`);
  await expect(section).toContainText(remark);
  await expectAccessible(page);
  await picture(page, 'evidence-rejected');

  await expect(await attached()).toHaveCount(0);
  await page.goto('/evidence?view=rejected');
  await expect(page.getByRole('row', { name: /policy/ })).toContainText('rejected');
  await expectAccessible(page);
  await openRequirement(page, assessmentId, '8.3.6');
  await expect(panelOf(page)).toContainText(`Rejected by ${person.name}, it does not count: ${remark}`);
  await expect(panelOf(page)).toContainText('1 item, 1 rejected');
  await expectAccessible(page);
  await picture(page, 'requirement-rejected');

  await desk.goto('/dashboard');
  await expect(desk.getByRole('heading', { level: 1 })).toContainText('1 piece of evidence to bring');
  await expect(desk.getByRole('region', { name: 'Rejected evidence' })).toContainText(remark);
  await expectAccessible(desk);
  await picture(desk, 'own-rejected');
  await desk.getByRole('link', { name: 'policy' }).click();
  await expect(desk.getByRole('region', { name: 'Review' })).toContainText(remark);
  await expect(desk.getByRole('button', { name: 'Accept' })).toHaveCount(0);
  await desk.getByRole('link', { name: 'New version' }).click();
  const chooser = desk.waitForEvent('filechooser');
  await desk.getByRole('button', { name: 'choose files' }).click();
  await (await chooser).setFiles(pdfFile('policy-2026.pdf', 'Passwords are long'));
  await desk.getByLabel('Valid until').fill('2031-06-30');
  await expectAccessible(desk);
  await picture(desk, 'evidence-renewal');
  await desk.getByRole('button', { name: 'Add version' }).click();
  await expect(desk.getByRole('heading', { name: 'File, version 2' })).toBeVisible();
  await expect(desk.getByRole('link', { name: 'Renew', exact: true })).toBeVisible();
  await context.close();

  await page.goto('/evidence?view=to-review');
  await page.getByRole('link', { name: 'policy' }).click();
  await expect(section).toContainText('it was changed since its last review');
  await section.getByRole('button', { name: 'Accept' }).click();
  await expect(section).toContainText(`accepted by ${person.name}`);
  await section.getByText('One earlier review').click();
  await expect(section).toContainText(remark);
  await expect(page.getByText(/accepted policy, version 2/)).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'evidence-accepted');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await section.scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await picture(page, 'evidence-review-phone');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(await attached()).toHaveCount(1);
  await openRequirement(page, assessmentId, '8.3.6');
  await expect(panelOf(page)).toContainText('accepted');
});

test('RENEW-1: evidence in use that ends is listed to whoever answers for it, who renews it and may do without the mails', async ({
  page,
  organization,
}) => {
  const { organizationId, person } = organization;
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  const [item] = await rows<{ id: string }>(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "url", "validUntil", "ownerId", "receivedById", "receivedByName")
     VALUES ($1, gen_random_uuid(), 'LINK', 'Password policy', 'https://wiki.example.test/passwords', current_date - 3, $2, $2, $3) RETURNING "id"`,
    [organizationId, person.userId, person.name],
  );
  await rows(
    `INSERT INTO "EvidenceLink" ("organizationId", "id", "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById")
     VALUES ($1, gen_random_uuid(), $2, $3, 'pci-dss-4.0.1', 'pci-dss:8.3.6', $4)`,
    [organizationId, item?.id, assessmentId, person.userId],
  );
  await page.goto('/dashboard');
  await expect(page.getByRole('region', { name: 'Evidence to renew' })).toContainText('Password policy');
  await expectAccessible(page);
  await picture(page, 'to-renew');
  // What nothing uses is asked of nobody: neither the figure nor the list behind it counts it.
  await rows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "url", "validUntil", "receivedById", "receivedByName")
     VALUES ($1, gen_random_uuid(), 'LINK', 'Old plan', 'https://wiki.example.test/plan', current_date - 3, $2, $3)`,
    [organizationId, person.userId, person.name],
  );
  await page.reload();
  const figure = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'Evidence ending' }) });
  await expect(figure).toContainText(/^Evidence ending1/);
  await figure.getByRole('link').click();
  await expect(page.getByRole('link', { name: 'To renew 1' })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('table').locator('tbody').getByRole('row')).toHaveCount(1);
  await page.getByRole('link', { name: 'Password policy' }).click();
  await page.getByRole('link', { name: 'Renew', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renew Password policy');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Enter until when the new version is valid/)).toBeVisible();
  await page.getByLabel('Valid until').fill('2031-06-30');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('to 30 Jun 2031').first()).toBeVisible();
  await page.goto('/dashboard');
  await expect(page.getByRole('region', { name: 'Evidence to renew' })).toHaveCount(0);

  await page.goto('/settings/account');
  const mails = page.getByRole('region', { name: 'Mails' });
  await mails.getByRole('radio', { name: 'No such mails' }).check();
  await mails.getByRole('button', { name: 'Save choice' }).click();
  await expect
    .poll(async () =>
      rows('SELECT "renewalMails" FROM "Membership" WHERE "organizationId" = $1 AND "userId" = $2', [
        organizationId,
        person.userId,
      ]),
    )
    .toEqual([{ renewalMails: false }]);
  await page.reload();
  await expect(mails.getByRole('radio', { name: 'No such mails' })).toBeChecked();
  await expectAccessible(page);
});
