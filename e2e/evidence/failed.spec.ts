import { openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { makeKey } from '../support/keys';
import { expect, expectAccessible, picture, test } from '../support/test';

test('EVIDENCE-5: a machine result that failed proves nothing, and says so, until the next run passes', async ({
  page,
  organization,
  request,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  const token = await makeKey(organization, organization.person);
  const run = async (result: 'PASS' | 'FAIL') => {
    const answer = await request.post('/api/v1/evidence', {
      headers: { authorization: `Bearer ${token}` },
      data: {
        externalRef: 'trivy/shop',
        title: 'Nightly image scan',
        tool: 'Trivy',
        result,
        summary: result === 'FAIL' ? '2 weaknesses in 214 packages.' : 'No known weakness in 214 packages.',
        source: 'GitHub Actions, shop',
        runUrl: 'https://ci.example.test/runs/4711',
        assessmentId,
        requirementNumbers: ['11.3.2'],
      },
    });
    expect(answer.ok()).toBe(true);
  };
  const panel = page.getByRole('region', { name: 'Evidence' });
  const line = page.getByRole('row').filter({ has: page.getByRole('link', { name: '11.3.2', exact: true }) });
  await run('PASS');
  await run('FAIL');
  await openRequirement(page, assessmentId, '11.3.2');
  await expect(panel).toContainText('1 item, 1 failed');
  await expect(panel).toContainText('Failed, it does not count: Trivy says so in its newest result.');
  await page.getByRole('radio', { name: 'In Place', exact: true }).check();
  await expect(page.getByText(/only evidence that failed/).first()).toBeAttached();
  await expectAccessible(page);
  await picture(page, 'requirement-failed');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await panel.scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await picture(page, 'requirement-failed-phone');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });

  await page.goto(`/assessments/${assessmentId}/table`);
  await expect(line).toContainText('failed');
  await expect(line).toContainText('Claimed: only evidence that failed and no test');

  await page.goto('/evidence?view=rejected');
  await expect(page.getByRole('link', { name: 'Rejected or failed 1' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  const row = page.getByRole('row').filter({ hasText: 'Nightly image scan' });
  await expect(row).toContainText('Trivy');
  await expect(row).toContainText('does not count');
  await expectAccessible(page);
  await picture(page, 'library-failed');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await picture(page, 'library-failed-phone');
  await page.setViewportSize({ width: 1280, height: 800 });
  await row.getByRole('link', { name: 'Nightly image scan' }).press('Enter');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('It proves nothing now. Once a run passes, it counts again');
  await result.getByText('The run before').press('Enter');
  await expectAccessible(page);
  await picture(page, 'machine-failed');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await picture(page, 'machine-failed-phone');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });

  await run('PASS');
  await page.reload();
  await expect(result).toContainText('Passed');
  await expect(result).not.toContainText('proves nothing');
  await openRequirement(page, assessmentId, '11.3.2');
  await expect(panel).toContainText('1 item');
  await expect(panel).not.toContainText('failed');
  await page.goto('/evidence?view=rejected');
  await expect(page.getByText('Nothing is rejected, and nothing failed')).toBeVisible();
});
