import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import type { AttestationDraft } from '@/lib/attestation/model/form';
import { acknowledgements } from '@/lib/attestation/model/outcome';
import { fullDraft } from '@/lib/attestation/testing/sources';
import type { Started } from './assessments';
import { type Organization, rows } from './people';

/** A calendar day in the organization's zone, some days from now. */
export function dayFromNow(days = 0): string {
  const zone = { timeZone: 'Europe/Berlin' };
  return new Intl.DateTimeFormat('en-CA', zone).format(new Date(Date.now() + days * 86_400_000));
}

/** Every part of the form, filled in and confirmed; the organization's own person is the executive officer. */
export async function confirmForm(
  { organizationId, person }: Organization,
  { assessmentId }: Started,
  change: Partial<AttestationDraft> = {},
): Promise<void> {
  const form = fullDraft({
    completion: { completedOn: dayFromNow(), legalConstraint: false },
    officer: { name: person.name, title: 'Managing director' },
    ...change,
  });
  await rows(
    `INSERT INTO "Attestation" ("organizationId", "id", "assessmentId", "form", "updatedByName") VALUES ($1, gen_random_uuid(), $2, $3, $4)`,
    [organizationId, assessmentId, JSON.stringify(form), person.name],
  );
}

/** Acknowledges, types name and password and signs, as the officer does. */
export async function signHere(page: Page, { person }: Organization, resultWords: string): Promise<void> {
  for (const words of Object.values(acknowledgements)) await page.getByLabel(words).check();
  await page.getByLabel('Full name').fill(person.name);
  await page.getByRole('textbox', { name: 'Your password, once more' }).fill(person.password);
  await page.getByRole('button', { name: `Sign as ${resultWords}` }).click();
}

/** What the database has after the signature. */
export async function storedSeal(assessmentId: string) {
  const [seal] = await rows<{
    status: string;
    outcome: string;
    isPartial: boolean;
    targetOn: string | null;
    snapshotSha256: string;
  }>(
    `SELECT "status", "outcome", "isPartial", "targetOn"::text AS "targetOn", "snapshotSha256" FROM "Attestation" WHERE "assessmentId" = $1`,
    [assessmentId],
  );
  return seal;
}

/** Downloads the report as a person does and gives its text: with its lines, and without any white space. */
export async function downloadReport(
  page: Page,
  link = 'Download the PDF',
): Promise<{ text: string; dense: string }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).click();
  const download = await coming;
  const text = execFileSync('pdftotext', ['-layout', await download.path(), '-'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { text, dense: text.replace(/\s+/g, '') };
}
