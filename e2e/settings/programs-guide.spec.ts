import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startAssessment } from '../support/assessments';
import { instance } from '../support/instance';
import { makeKey } from '../support/keys';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

const run = promisify(execFile);

/** The commands of the guide: every block that begins with curl. */
const commands = [...readFileSync('docs/api.md', 'utf8').matchAll(/^```\n(curl [\s\S]+?)\n```$/gm)].map(
  ([, command = '']) => command,
);

/** What the last step of the example runs, without its place in the file. */
function exampleScript(): string {
  const text = readFileSync('docs/examples/github-actions.yml', 'utf8');
  const [, script = ''] = /name: Push the result[\s\S]+?run: \|\n([\s\S]+)$/.exec(text) ?? [];
  return script.replace(/^ {10}/gm, '');
}

test('KEY-4: the commands of the guide run as they stand there, and what they push is in the library', async ({
  page,
  organization,
}) => {
  test.setTimeout(180_000);
  const { assessmentId } = await startAssessment(organization, 'D-Merchant');
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  writeFileSync(join(folder, 'scan.pdf'), 'all good');
  writeFileSync(join(folder, 'report.json'), '{"findings":[]}');
  const bash = async (script: string, more = {}) => {
    const env = {
      PATH: process.env.PATH,
      INPLACE: instance().baseUrl,
      INPLACE_KEY: await makeKey(organization, organization.person),
      ASSESSMENT: assessmentId,
      ...more,
    };
    const { stdout } = await run('bash', ['-euc', script], {
      cwd: folder,
      env: env as unknown as NodeJS.ProcessEnv,
    });
    return JSON.parse(stdout);
  };

  await test.step('each command is answered with a success', async () => {
    expect(commands.length).toBeGreaterThan(6);
    for (const command of commands) expect(await bash(command), command).not.toHaveProperty('code');
  });

  await test.step('the example of a pipeline pushes once, however often it runs', async () => {
    const github = {
      GITHUB_REPOSITORY: 'lumen/shop',
      GITHUB_WORKFLOW: 'Scan',
      GITHUB_SERVER_URL: 'https://github.example.com',
      RESULT: 'FAIL',
    };
    // The key of a job is one and the same, here as there.
    const INPLACE_KEY = await makeKey(organization, organization.person);
    const job = (GITHUB_RUN_ID: string) => bash(exampleScript(), { ...github, GITHUB_RUN_ID, INPLACE_KEY });
    const first = await job('1');
    expect(first).toMatchObject({ version: 1, isNew: true, linked: 2 });
    expect(await job('1'), 'run again').toEqual(first);
    expect(await job('2'), 'the next night').toMatchObject({ evidenceId: first.evidenceId, version: 2 });
    const items = await rows('SELECT 1 FROM "EvidenceItem" WHERE "externalRef" = $1', ['trivy/lumen/shop']);
    expect(items).toHaveLength(1);
  });

  await test.step('the library says which program said what', async () => {
    await page.goto('/evidence');
    const row = page.getByRole('row', { name: /Nightly image scan of lumen\/shop/ });
    await expect(row).toContainText('Trivy');
    await expect(row).toContainText('Failed');
    await expectAccessible(page);
    await picture(page, 'machine-library');
    await row.getByRole('link', { name: /Nightly image scan/ }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await expect(result).toContainText('GitHub Actions, Scan');
    await expect(result).toContainText('with the key Nightly job');
    await expect(page.getByText('Machine result')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Add files' })).toHaveCount(0);
    await result.getByText('The run before').click();
    await expect(result.getByText('Version 1')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'machine-item');
    await page.goto('/evidence/new');
    await expect(page.getByRole('link', { name: 'Machine result' })).toHaveCount(0);
  });
});
