import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { openMailbox } from '@/scripts/testing/mailbox';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let files: typeof import('../testing/files');
let reviews: typeof import('../testing/reviews');
let shop: TestOrganization;
let officer: TestMember;
let owner: TestMember;

beforeAll(async () => {
  mailbox = await openMailbox(0);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.stubEnv('NEXTAUTH_URL', 'https://pci.example.test');
  vi.resetModules();
  files = await import('../testing/files');
  reviews = await import('../testing/reviews');
});

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});

beforeEach(async () => {
  mailbox.mails.length = 0;
  shop = await makeOrganization();
  officer = await shop.addMember({ name: 'Priya Raman' });
  owner = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
});

const told = (count: number) => vi.waitFor(() => expect(mailbox.mails).toHaveLength(count));
/** Long enough for a mail that should not come. */
const quiet = () => new Promise((done) => setTimeout(done, 300));

it('whoever brought it hears of a rejection: which, by whom and where, and not why', async () => {
  const evidenceId = await files.addTestFiles(owner);
  await reviews.review(officer, evidenceId, 'Of another shop.');
  await told(1);
  const [mail] = mailbox.mails;
  expect(mail).toContain(`To: ${owner.email}`);
  expect(mail).toContain('Subject: Priya Raman rejected evidence of yours');
  expect(mail).toContain('scan');
  expect(mail).toContain(`https://pci.example.test/evidence/${evidenceId}`);
  expect(mail).not.toContain('Of another shop');
});

it('an acceptance, the same rejection again, or one of one’s own tells nobody', async () => {
  const evidenceId = await files.addTestFiles(owner);
  await reviews.review(officer, evidenceId);
  await reviews.review(officer, await files.addTestFiles(officer), 'My mistake.');
  await reviews.review(officer, evidenceId, 'Blurred.');
  await reviews.review(officer, evidenceId, 'Blurred.');
  await told(1);
  await quiet();
  expect(mailbox.mails).toHaveLength(1);
});

it('somebody who left is not told', async () => {
  const evidenceId = await files.addTestFiles(owner);
  await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [owner.userId]);
  await reviews.review(officer, evidenceId, 'Blurred.');
  await quiet();
  expect(mailbox.mails).toEqual([]);
});

it('a mail server that does not answer stops no review', async () => {
  const { port } = mailbox;
  const evidenceId = await files.addTestFiles(owner);
  await mailbox.close();
  await reviews.review(officer, evidenceId, 'Blurred.');
  expect((await reviews.reviewOf(officer, evidenceId)).state).toBe('REJECTED');
  await quiet();
  mailbox = await openMailbox(port);
});
