import type { BrowserContext, Page } from '@playwright/test';
import { rows } from './people';
import { expect } from './test';

/** Reaches every save of an answer, and nothing else. */
export const savesOf = (assessmentId: string) => `**/api/assessments/${assessmentId}/responses/*`;

/** Answered before, so that a text can be written to it at once. */
export async function answerBefore(assessmentId: string, numbers: readonly string[]): Promise<void> {
  await rows(
    `UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = 1, "updatedAt" = now(), "updatedByName" = 'Ada Berger'
      WHERE "assessmentId" = $1 AND "requirementKey" = ANY ($2)`,
    [assessmentId, numbers.map((number) => `pci-dss:${number}`)],
  );
}

/**
 * Edits as many requirements as asked for, from the one that is open on, in the order of the form: a text where it was
 * answered before, else the answer. Gives the numbers in that order.
 */
export async function editInOrder(
  page: Page,
  count: number,
  answered: ReadonlySet<string>,
): Promise<string[]> {
  const numbers: string[] = [];
  while (true) {
    const number = (await page.locator('.req-id b').textContent()) ?? '';
    numbers.push(number);
    if (answered.has(number)) {
      await expect(page.getByLabel('How you know').first()).toBeEditable();
      await page.keyboard.press('n');
      await expect(page.getByLabel('How you know').first()).toBeFocused();
      await page.keyboard.type(noteOf(number));
      await page.keyboard.press('Tab');
    } else {
      await page.keyboard.press('1');
      await expect(page.getByRole('radio', { name: 'In Place', exact: true }).first()).toBeChecked();
    }
    if (numbers.length === count) return numbers;
    await page.keyboard.press('j');
    await expect(page.locator('.req-id b')).not.toHaveText(number);
  }
}

export const noteOf = (number: string) => `Seen for ${number}.`;

/** What the browser keeps is on the disk. */
export async function expectKept(page: Page, count: number): Promise<void> {
  await expect.poll(async () => (await keptIn(page)).count, { message: 'kept on the disk' }).toBe(count);
}

/** Everything that this browser keeps for the site, with what its bytes say, as another person could read it. */
export async function keptIn(page: Page): Promise<{ count: number; words: string }> {
  return page.evaluate(async () => {
    const asked = <R>(request: IDBRequest<R>) =>
      new Promise<R>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    let [count, words] = [0, JSON.stringify({ ...localStorage, ...sessionStorage })];
    for (const { name: databaseName = '' } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(databaseName));
      for (const name of [...database.objectStoreNames]) {
        for (const value of await asked(database.transaction(name).objectStore(name).getAll())) {
          count += 1;
          for (const part of Object.values(value as Record<string, ArrayBuffer>))
            words += new TextDecoder('latin1').decode(part);
        }
      }
      database.close();
    }
    return { count, words };
  });
}

/** The recorded saves of an assessment, in the order of the chain. */
export async function savesIn(assessmentId: string) {
  const events = await rows<{ text: string }>(
    `SELECT "text" FROM "AuditEvent" WHERE "subjectType" = 'response' AND "subjectId" LIKE $1 ORDER BY "sequence"`,
    [`${assessmentId}/%`],
  );
  return events.map(({ text }) => {
    const { data } = JSON.parse(text) as { data: { requirementNumber: string; version: number } };
    return data;
  });
}

/** The renderer of the page dies, as when a browser crashes: nothing of the page gets to run. */
export async function crash(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}
