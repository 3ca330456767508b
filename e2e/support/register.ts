import type { Page } from '@playwright/test';
import { expect } from './test';

/** What an officer types into the registers before anything can be assessed. */
export const shop = {
  company: 'Hollenbach Keramik GmbH',
  acquirer: 'Nordbank Acquiring',
  merchantId: '4711-080042',
  provider: 'Kassenwerk Payments',
  integration: 'Ceramics web shop',
} as const;

/** The legal entity with everything that part 1a of the attestation asks for. */
export async function addLegalEntity(page: Page): Promise<void> {
  await page.goto('/legal-entities/new');
  await page.getByLabel('Company name').fill(shop.company);
  const address = page.getByRole('group', { name: 'Address' });
  await address.getByLabel('Street and number').fill('Hafenweg 12');
  await address.getByLabel('Postal code').fill('48155');
  await address.getByLabel('City').fill('Münster');
  await address.getByLabel('Country').fill('Germany');
  const contact = page.getByRole('group', { name: 'Contact for the attestation' });
  await contact.getByLabel('Name').fill('Mira Hollenbach');
  await contact.getByLabel('Title').fill('Head of operations');
  await contact.getByLabel('Phone').fill('+49 251 555 0142');
  await contact.getByLabel('E-mail').fill('mira@hollenbach.example');
  await page.getByRole('button', { name: 'Add legal entity' }).click();
  await expect(page.getByRole('heading', { level: 1, name: shop.company })).toBeVisible();
}

/** The acquirer, and the number that it knows the legal entity by. */
export async function addAcquirerWithMerchantId(page: Page): Promise<void> {
  const legalEntity = page.url();
  await page.goto('/acquirers/new');
  await page.getByLabel('Name', { exact: true }).fill(shop.acquirer);
  await page.getByLabel('Contact', { exact: true }).fill('Jonas Petersen');
  await page.getByLabel('E-mail').fill('pci@nordbank.example');
  await page.getByRole('button', { name: 'Add acquirer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: shop.acquirer })).toBeVisible();
  await page.goto(legalEntity);
  const numbers = page.getByRole('region', { name: 'Merchant ids' });
  await numbers.getByLabel('Merchant id', { exact: true }).fill(shop.merchantId);
  await numbers.getByRole('button', { name: 'Add merchant id' }).click();
  await expect(numbers.getByText(shop.merchantId, { exact: true })).toBeVisible();
}

/** The provider of the hosted payment page, with an attestation that is relied on. */
export async function addProvider(page: Page): Promise<void> {
  await page.goto('/providers/new');
  await page.getByLabel('Name', { exact: true }).fill(shop.provider);
  await page.getByLabel('What it is').selectOption('Payment gateway');
  await page.getByLabel('What it does for you').fill('Hosts the payment page and processes the payments');
  await page.getByLabel('Stores, processes or transmits account data for you').check();
  await page.getByLabel('Date of the attestation').fill(new Date().toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Add provider' }).click();
  await expect(page.getByRole('heading', { level: 1, name: shop.provider })).toBeVisible();
}

/** A web shop that takes cards in the given way. */
export async function addIntegration(page: Page, method: string, { keepsCards = false } = {}): Promise<void> {
  await page.goto('/integrations/new');
  await page.getByLabel('Name', { exact: true }).first().fill(shop.integration);
  await page.getByLabel('How cards are taken').selectOption(method);
  await expect(page.getByRole('checkbox', { name: 'E-commerce' })).toBeChecked();
  await page.getByRole('checkbox', { name: shop.provider }).check();
  if (keepsCards) await page.getByLabel('Card numbers are kept electronically').check();
  await page.getByLabel('Payment pages and endpoints').fill('shop.hollenbach.example/checkout');
  await page.getByRole('button', { name: 'Add integration' }).click();
  await expect(page.getByRole('heading', { level: 1, name: shop.integration })).toBeVisible();
}
