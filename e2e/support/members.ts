import type { Page } from '@playwright/test';

/** Chooses what is done about a member from the menu of their row. */
export async function chooseMemberAct(page: Page, name: string, label: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: label }).click();
}
