import type { Page } from '@playwright/test';
import { expect } from './test';

type Part = { title: string; fill: (page: Page) => Promise<void> };

export const officer = { name: 'Vera Lindqvist', title: 'Managing director' } as const;

/** Every part of the SAQ A form in the order in which the guided form leads through it. */
const parts: readonly Part[] = [
  {
    title: 'Part 1a: Who is assessed',
    fill: async (page) => {
      await expect(page.getByLabel('City')).toHaveValue('Münster');
      await page.getByLabel('Trading as').fill('Hollenbach Ceramics');
    },
  },
  {
    title: 'Part 1b: Assessors',
    fill: async (page) => {
      await choose(page, 'Did an internal security assessor (ISA) take part?', 'No');
      await choose(page, 'Did a qualified security assessor (QSA) take part?', 'No');
    },
  },
  {
    title: 'Part 2a: Payment channels',
    fill: (page) => choose(page, 'Do you take cards in ways that this assessment leaves out?', 'No'),
  },
  {
    title: 'Part 2b: What happens with account data',
    fill: (page) =>
      page
        .getByLabel('How account data is stored, processed or passed on')
        .fill('Nothing of it happens with us: buyers type the card on the page of Kassenwerk Payments.'),
  },
  {
    title: 'Part 2c: The environment',
    fill: async (page) => {
      await page
        .getByLabel('Connections into and out of the card environment')
        .fill('The web shop sends the buyer to the payment page over HTTPS.');
      await page.getByLabel('Critical components in it').fill('The web server of the shop.');
      await page.getByLabel('Components that could affect its security').fill('Deployment and shop sign-in.');
      await choose(page, 'Does segmentation keep parts of your network out of scope?', 'No');
    },
  },
  {
    title: 'Part 2d: Locations',
    fill: async (page) => {
      const row = page.getByRole('group', { name: 'Location 1' });
      await row.getByLabel('Kind of facility').fill('Office and workshop');
      await row.getByLabel('How many').fill('1');
      await row.getByLabel('City and country').fill('Münster, Germany');
    },
  },
  {
    title: 'Part 2e: Listed products and solutions',
    fill: (page) => choose(page, 'Do you use products or solutions that PCI SSC lists as validated?', 'No'),
  },
  {
    title: 'Part 2f: Third-party service providers',
    fill: async (page) => {
      await choose(page, 'Do third parties store, process or pass on account data for you?', 'Yes');
      await choose(page, 'Do third parties manage system components that are in scope?', 'No');
      await choose(page, 'Could third parties affect the security of the card environment?', 'No');
      await expect(page.getByRole('group', { name: 'Provider 1' }).getByLabel('Name')).toHaveValue(
        'Kassenwerk Payments',
      );
    },
  },
  {
    title: 'Part 2h: Why this questionnaire fits',
    fill: async (page) => {
      for (const yes of await page.getByRole('radio', { name: 'Yes' }).all()) await yes.check();
    },
  },
  {
    title: 'Section 2: Completion',
    fill: async (page) => {
      await page.getByLabel('The self-assessment was completed on').fill(today());
      await choose(page, 'Is a requirement Not in Place because a law forbids it?', 'No');
    },
  },
  {
    title: 'Part 3b: Executive officer',
    fill: async (page) => {
      await page.getByLabel('Name of the executive officer').fill(officer.name);
      await page.getByLabel('Title').fill(officer.title);
    },
  },
  {
    title: 'Part 3c: QSA involvement',
    fill: (page) => choose(page, 'Did a QSA take part in this assessment?', 'No'),
  },
  {
    title: 'Part 3d: ISA involvement',
    fill: (page) => choose(page, 'Did an ISA take part in this assessment?', 'No'),
  },
];

/** Fills in and confirms every part that the form asks for; "go on" leads from each to the next. */
export async function fillEveryPart(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Who is assessed', exact: true }).click();
  for (const { title, fill } of parts) {
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await fill(page);
    await page.getByRole('button', { name: 'Confirm and go on' }).click();
  }
}

/** Acknowledges, types the name and the password, and signs. */
export async function signAs(page: Page, name: string, password: string): Promise<void> {
  const form = page.getByRole('region', { name: 'Executive officer signs' });
  for (const tick of await form.getByRole('checkbox').all()) await tick.check();
  await form.getByLabel('Full name').fill(name);
  await form.getByRole('textbox', { name: 'Your password, once more' }).fill(password);
  await form.getByRole('button', { name: 'Sign as Compliant' }).click();
}

function choose(page: Page, question: string, answer: 'Yes' | 'No'): Promise<void> {
  return page.getByRole('group', { name: question }).getByRole('radio', { name: answer }).check();
}

/** The day on the clock of the organizations that tests make. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(new Date());
}
