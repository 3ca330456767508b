import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { openMailbox } from '@/scripts/testing/mailbox';
import { assessmentEvents, makeReady, officer, shownHash } from '../testing/rows';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let commands: typeof import('./signing-link') & typeof import('./sign-by-link');
let queries: typeof import('../queries/signing-link');
let shop: TestOrganization;
let assessmentId: string;

beforeAll(async () => {
  mailbox = await openMailbox(0);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.resetModules();
  commands = { ...(await import('./signing-link')), ...(await import('./sign-by-link')) };
  queries = await import('../queries/signing-link');
});

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});

beforeEach(async () => {
  mailbox.mails.length = 0;
  shop = await makeOrganization({ name: 'Priya Raman', role: 'COMPLIANCE_OFFICER' });
  assessmentId = await makeReady(shop);
});

async function send() {
  const { code } = await commands.sendSigningLink(
    shop.grant('attestation:prepare'),
    unsafeMakeConfirmation(shop.userId),
    { assessmentId, email: 'daniel@example.test', origin: 'https://pci.example.test' },
  );
  const token = /pci\.example\.test\/sign\/([\w-]+)/.exec(mailbox.mails.at(-1) ?? '')?.[1] ?? '';
  return { code, token };
}

async function input(token: string, code: string, fullName = officer.name) {
  const contentSha256 = await shownHash(shop, assessmentId);
  return { token, code, contentSha256, completed: true, fair: true, maintained: true, fullName };
}

async function linkRow(id: string | undefined) {
  const [row] = await unsafeRows(
    'SELECT "usedAt" IS NOT NULL AS "isUsed", "revokedAt" IS NOT NULL AS "isRevoked" FROM "SigningLink" WHERE "id" = $1',
    [id],
  );
  return row;
}

/** Lets the open link have been sent so much earlier. */
const age = (interval: string) =>
  unsafeRows(
    `UPDATE "SigningLink" SET "createdAt" = "createdAt" - ${interval}, "expiresAt" = "expiresAt" - ${interval}
      WHERE "assessmentId" = $1 AND "usedAt" IS NULL AND "revokedAt" IS NULL`,
    [assessmentId],
  );

const wrongFor = (code: string) => (code === '00000000' ? '00000001' : '00000000');

describe('a link for the officer', () => {
  test('goes to the mailbox alone, and signs once with the code that was told another way', async () => {
    const { code, token } = await send();
    expect(mailbox.mails).toHaveLength(1);
    expect(mailbox.mails[0]).toContain('To: daniel@example.test');
    expect(mailbox.mails[0]).not.toContain(code);
    const stored = JSON.stringify(await unsafeRows('SELECT * FROM "SigningLink"'));
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(code);
    const link = await queries.findSigningLink(token);
    expect(link?.signerName).toBe(officer.name);
    if (link) expect((await queries.getLinkedDocument(link)).signature).toBeNull();
    const signature = await input(token, code);
    await commands.signByLink(signature, '198.51.100.9');
    const [row] = await unsafeRows<{ status: string; signMethod: string; text: string }>(
      `SELECT "status", "signMethod", "snapshotText" AS text FROM "Attestation" WHERE "assessmentId" = $1`,
      [assessmentId],
    );
    expect(row).toMatchObject({ status: 'SIGNED', signMethod: 'BY_LINK' });
    expect(JSON.parse(row?.text ?? '{}').signature).toMatchObject({
      method: 'BY_LINK',
      signerName: officer.name,
      recordedBy: { userId: shop.userId, name: 'Priya Raman' },
    });
    const types = (await assessmentEvents(assessmentId)).map(({ type }) => type);
    expect(types).toContain('attestation.signed');
    expect(await queries.findSigningLink(token)).toBeNull();
    // The very same once more: the link says no, before anybody looks at the assessment, which is signed by now.
    await expect(commands.signByLink(signature)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'This link no longer works. Ask for a new one.',
    });
    const signed = (await assessmentEvents(assessmentId)).filter(({ type }) => type === 'attestation.signed');
    expect(signed).toHaveLength(1);
    expect(await linkRow(link?.id)).toEqual({ isUsed: true, isRevoked: false });
  });

  test('gives five answers to wrong codes, also at once, and none after', async () => {
    const { code, token } = await send();
    const wrong = await input(token, wrongFor(code));
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => commands.signByLink(wrong)));
    const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.code : 'signed'));
    expect(codes.filter((one) => one === 'INVALID')).toHaveLength(5);
    expect(codes.filter((one) => one === 'NOT_FOUND')).toHaveLength(7);
    await expect(commands.signByLink(await input(token, code))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const [row] = await unsafeRows('SELECT "status" FROM "Attestation" WHERE "assessmentId" = $1', [
      assessmentId,
    ]);
    expect(row).toEqual({ status: 'DRAFT' });
  });

  test('opens with the code, for fifteen minutes and for no other link; only wrong codes are counted', async () => {
    const { code, token } = await send();
    const link = await queries.findSigningLink(token);
    if (!link) throw new Error('The link should work.');
    await expect(commands.openSigningLink({ token, code: wrongFor(code) })).rejects.toMatchObject({
      code: 'INVALID',
    });
    const passes: string[] = [];
    for (let times = 0; times < 5; times += 1) passes.push(await commands.openSigningLink({ token, code }));
    const pass = passes.at(-1);
    expect(queries.opensLink(link, pass)).toBe(true);
    expect(queries.opensLink({ ...link, id: shop.organizationId }, pass)).toBe(false);
    expect(queries.opensLink(link, undefined)).toBe(false);
    expect(queries.opensLink(link, 'v1.AAAA')).toBe(false);
    const types = (await assessmentEvents(assessmentId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'signing-link.tried')).toHaveLength(6);
    expect(types.filter((type) => type === 'signing-link.refused')).toHaveLength(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 60_000 });
    try {
      expect(queries.opensLink(link, pass)).toBe(false);
    } finally {
      vi.useRealTimers();
    }
    const row = await unsafeRows('SELECT "wrongCodes" FROM "SigningLink" WHERE "id" = $1', [link.id]);
    expect(row).toEqual([{ wrongCodes: 1 }]);
    await commands.signByLink(await input(token, code));
  });

  test('ends with a newer one, when withdrawn, after 72 hours, and when part 3b names somebody else', async () => {
    const first = await send();
    const second = await send();
    expect(await queries.findSigningLink(first.token)).toBeNull();
    await commands.revokeSigningLink(shop.grant('attestation:prepare'), assessmentId);
    expect(await queries.findSigningLink(second.token)).toBeNull();
    const old = await send();
    const signature = await input(old.token, old.code);
    await age(`interval '71 hours 59 minutes'`);
    expect(await queries.findSigningLink(old.token)).not.toBeNull();
    await age(`interval '1 minute'`);
    expect(await queries.findSigningLink(old.token)).toBeNull();
    await expect(commands.signByLink(signature)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const third = await send();
    await unsafeRows(
      `UPDATE "Attestation" SET "form" = jsonb_set("form", '{officer,name}', '"Somebody Else"') WHERE "assessmentId" = $1`,
      [assessmentId],
    );
    await expect(
      commands.signByLink(await input(third.token, third.code, 'Somebody Else')),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('is not sent by whoever filled in the form once there are two officers, and to no member', async () => {
    const second = await shop.addMember({ name: 'Ben Ode', role: 'COMPLIANCE_OFFICER' });
    await expect(send()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const bySecond = (email: string) =>
      commands.sendSigningLink(second.grant('attestation:prepare'), unsafeMakeConfirmation(second.userId), {
        assessmentId,
        email,
        origin: 'https://pci.example.test',
      });
    await expect(bySecond(shop.email.toUpperCase())).rejects.toMatchObject({ code: 'INVALID' });
    await bySecond('daniel@example.test');
    expect(mailbox.mails).toHaveLength(1);
  });

  test('is not sent while something stops the signature, and cannot be made to forget wrong codes by SQL', async () => {
    const { token } = await send();
    const link = await queries.findSigningLink(token);
    await unsafeRows('UPDATE "SigningLink" SET "wrongCodes" = 3 WHERE "id" = $1', [link?.id]);
    await expect(
      unsafeRows('UPDATE "SigningLink" SET "wrongCodes" = 0 WHERE "id" = $1', [link?.id]),
    ).rejects.toThrow(/stays used/);
    await unsafeRows(`UPDATE "Response" SET "finding" = NULL WHERE "assessmentId" = $1`, [assessmentId]);
    await expect(send()).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});
