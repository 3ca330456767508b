import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { openMailbox } from '@/scripts/testing/mailbox';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let shop: TestOrganization;

/** The commands as they are with these settings. */
async function load(smtpUrl: string | undefined) {
  vi.stubEnv('SMTP_URL', smtpUrl);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.stubEnv('NEXTAUTH_URL', 'https://pci.example.test');
  vi.resetModules();
  const { env } = await import('@/lib/platform/env');
  const { findInvitation } = await import('../queries');
  return { ...(await import('./invitation')), env, findInvitation };
}
let app: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  mailbox = await openMailbox(0);
  app = await load(`smtp://127.0.0.1:${mailbox.port}`);
});

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});

beforeEach(async () => {
  mailbox.mails.length = 0;
  shop = await makeOrganization({ name: 'Priya Raman', organizationName: 'Lantern & Oak Ltd' });
});

/** Invites Tom as the page does: the link leads to the configured address. */
async function invite(email: string) {
  const grant = shop.grant('member:manage');
  const invited = { name: 'Tom Evans', email, role: 'COMPLIANCE_OFFICER' as const };
  const { token } = await app.inviteMember(grant, unsafeMakeConfirmation(shop.userId), invited);
  const link = new URL(`/invitation/${token}`, app.env().NEXTAUTH_URL).href;
  return { token, answer: await app.mailInvitation(grant, { ...invited, link }) };
}

it('goes to the invited person alone, from the configured sender, with a link to the configured address', async () => {
  const { token, answer } = await invite('tom@lantern.example.test');
  expect(answer).toBe('SENT');
  expect(mailbox.mails).toHaveLength(1);
  const [mail = ''] = mailbox.mails;
  expect(mail.match(/^(To|Cc|Bcc): .*$/gm)).toEqual(['To: tom@lantern.example.test']);
  expect(mail).toMatch(/^From: Inplace <inplace@example\.test>/m);
  expect(mail).toContain('Subject: Invitation to Lantern & Oak Ltd in Inplace');
  expect(mail).toContain('Priya Raman invites you to Lantern & Oak Ltd');
  expect(mail).toContain('as compliance officer');
  expect(mail).toContain('for 7 days');
  expect(mail.match(/https?:\/\/\S+/g)).toEqual([`https://pci.example.test/invitation/${token}`]);
  const password = 'eleven boats 7 anchors';
  await app.acceptInvitation({ token, password, passwordAgain: password });
});

it('leaves the token neither in the table nor in the log', async () => {
  const { token } = await invite('ann@lantern.example.test');
  const kept = JSON.stringify([
    await unsafeRows('SELECT * FROM "Invitation" WHERE "organizationId" = $1', [shop.organizationId]),
    await unsafeRows('SELECT * FROM "AuditEvent" WHERE "organizationId" = $1', [shop.organizationId]),
  ]);
  expect(kept).toContain('ann@lantern.example.test');
  expect(kept).not.toContain(token);
});

it('says so when the mail server is away, and the invitation stands', async () => {
  const { port } = mailbox;
  await mailbox.close();
  const { token, answer } = await invite('eve@lantern.example.test');
  mailbox = await openMailbox(port);
  expect(answer).toBe('FAILED');
  expect(mailbox.mails).toEqual([]);
  expect(await app.findInvitation(token)).toMatchObject({ email: 'eve@lantern.example.test' });
});

it('is tried nowhere without a mail server', async () => {
  app = await load(undefined);
  const { token, answer } = await invite('joe@lantern.example.test');
  expect(answer).toBe('NO_SERVER');
  expect(mailbox.mails).toEqual([]);
  expect(await app.findInvitation(token)).not.toBeNull();
});
