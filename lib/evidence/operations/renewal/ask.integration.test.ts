import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addEvidence, insert } from '@/lib/access/testing';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { openMailbox } from '@/scripts/testing/mailbox';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let renewal: typeof import('./ask');
let mails: typeof import('@/lib/organization/commands/renewal-mails');
let shop: TestOrganization;
let officer: TestMember;
let owner: TestMember;
let assessmentId: string;
let evidenceId: string;
let today: string;

const load = async () => {
  vi.resetModules();
  renewal = await import('./ask');
  mails = await import('@/lib/organization/commands/renewal-mails');
};

beforeAll(async () => {
  mailbox = await openMailbox(0);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.stubEnv('NEXTAUTH_URL', 'https://pci.example.test');
  await load();
});

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});

beforeEach(async () => {
  shop = await makeOrganization();
  officer = await shop.addMember({ name: 'Priya Raman' });
  owner = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  assessmentId = await makeAssessment(shop, 'A');
  today = dayIn(shop.timeZone);
  evidenceId = await addEvidence(shop, assessmentId, '2.2.2');
  await set({ validUntil: addDays(today, 30), ownerId: officer.userId });
});

async function set(change: Record<string, unknown>, id = evidenceId): Promise<void> {
  const names = Object.keys(change);
  await unsafeRows(
    `UPDATE "EvidenceItem" SET ${names.map((name, index) => `"${name}" = $${index + 2}`).join()} WHERE "id" = $1`,
    [id, ...Object.values(change)],
  );
}
const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const askOn = (day: string) => renewal.askForRenewals(noon(day));
const told = (person: TestMember) => mailbox.mails.filter((mail) => mail.includes(`To: ${person.email}`));
const ours = () => [shop, officer, owner].map((person) => told(person).length);
const asked = () =>
  unsafeRows<{ text: string }>(
    `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'evidence.renewal-asked' ORDER BY "sequence"`,
    [shop.organizationId],
  ).then((rows) => rows.map(({ text }) => JSON.parse(text)));

describe('whoever answers for evidence in use is asked to renew it', () => {
  it('30 days before, 7 days before and when it has ended, each once', async () => {
    const end = addDays(today, 30);
    const counts: number[] = [];
    for (const day of [-31, -30, -30, -29, -8, -7, -1, 0, 1, 2, 40]) {
      await askOn(addDays(end, day));
      counts.push(told(officer).length);
    }
    expect(counts).toEqual([0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
    expect(ours()).toEqual([0, 3, 0]);
    expect(told(officer)[0]).toContain(`https://pci.example.test/evidence/${evidenceId}`);
    expect(told(officer)[0]).toMatch(/Proof of 2\.2\.2: ends on .*in 30 days/);
    expect(told(officer)[2]).toMatch(/ended on/);
    expect((await asked()).map(({ data }) => data.stage)).toEqual(['IN_30_DAYS', 'IN_7_DAYS', 'ENDED']);
    expect((await asked())[0]).toMatchObject({
      actor: { name: 'Inplace (evidence-renewal)' },
      subject: { type: 'evidence', id: evidenceId },
      data: { title: 'Proof of 2.2.2', validUntil: end, to: 'Priya Raman' },
    });
  });

  it('in the organization’s time zone', async () => {
    await unsafeRows(`UPDATE "Organization" SET "timeZone" = 'Pacific/Kiritimati' WHERE "id" = $1`, [
      shop.organizationId,
    ]);
    await set({ validUntil: '2030-05-31' });
    await renewal.askForRenewals(new Date('2030-04-30T09:59:00Z'));
    expect(told(officer)).toHaveLength(0);
    await renewal.askForRenewals(new Date('2030-04-30T10:01:00Z'));
    expect(told(officer)).toHaveLength(1);
  });

  it('a new last valid day is asked for anew', async () => {
    await askOn(today);
    await set({ validUntil: addDays(today, 29) });
    await askOn(today);
    expect(told(officer)).toHaveLength(2);
  });

  it('all that one person answers for comes in one mail, what ends first first', async () => {
    const second = await addEvidence(shop, assessmentId, '6.3.3');
    await set({ validUntil: addDays(today, -2), ownerId: officer.userId }, second);
    await askOn(today);
    const [mail, ...more] = told(officer);
    expect(more).toEqual([]);
    expect(mail).toContain('Subject: 2 pieces of evidence to renew');
    expect(mail?.indexOf('6.3.3')).toBeLessThan(mail?.indexOf('2.2.2') ?? 0);
    expect(await asked()).toHaveLength(2);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['nobody answers for it', () => set({ ownerId: null })],
    [
      'they left',
      () => unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [officer.userId]),
    ],
    [
      'their account is off',
      () => unsafeRows('UPDATE "User" SET "deactivatedAt" = now() WHERE "id" = $1', [officer.userId]),
    ],
    [
      'they only read now',
      () => unsafeRows(`UPDATE "Membership" SET "role" = 'MANAGER' WHERE "userId" = $1`, [officer.userId]),
    ],
  ])('the officers are, where %s', async (_, change) => {
    const second = await shop.addMember();
    await change();
    await askOn(today);
    await askOn(today);
    expect(told(shop)).toHaveLength(1);
    expect(told(second)).toHaveLength(1);
    expect(told(owner)).toHaveLength(0);
  });

  it('a control owner is, who sees it', async () => {
    await set({ ownerId: owner.userId });
    await askOn(today);
    expect(ours()).toEqual([0, 0, 1]);
  });

  it('what shows the latest time of an activity is in use too, not what showed an earlier one', async () => {
    await unsafeRows('UPDATE "EvidenceLink" SET "removedAt" = now() WHERE "evidenceId" = $1', [evidenceId]);
    const { organizationId } = shop;
    const activityId = randomUUID();
    await insert('Activity', {
      organizationId,
      id: activityId,
      title: 'Scan',
      requirementNumbers: ['11.3.2'],
      timeframe: 'every_three_months',
    });
    const occurrence = async (day: string, evidence: string | null) => {
      const id = randomUUID();
      await insert('ActivityOccurrence', {
        organizationId,
        id,
        activityId,
        opensOn: day,
        dueOn: day,
        completedOn: evidence ? day : null,
      });
      if (evidence)
        await insert('ActivityOccurrenceEvidence', {
          organizationId,
          occurrenceId: id,
          evidenceId: evidence,
        });
    };
    await askOn(today);
    expect(ours()).toEqual([0, 0, 0]);
    await occurrence('2026-03-01', evidenceId);
    await occurrence('2026-09-01', null);
    await askOn(today);
    expect(ours()).toEqual([0, 1, 0]);
    await occurrence('2026-06-01', await addEvidence(shop, assessmentId, '6.3.3'));
    await askOn(addDays(today, 25));
    expect(ours()).toEqual([0, 1, 0]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['it left the library', () => set({ archivedAt: new Date() })],
    [
      'nothing uses it',
      () => unsafeRows('UPDATE "EvidenceLink" SET "removedAt" = now() WHERE "evidenceId" = $1', [evidenceId]),
    ],
    [
      'its assessment is archived',
      () => unsafeRows('UPDATE "Assessment" SET "archivedAt" = now() WHERE "id" = $1', [assessmentId]),
    ],
    [
      'its assessment is signed',
      () =>
        unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
          assessmentId,
        ]),
    ],
    ['it has no last valid day', () => set({ validUntil: null })],
    [
      'they want no such mails',
      () => mails.chooseRenewalMails(officer.grant('evidence:attach'), { renewalMails: false }),
    ],
  ])('nobody is, where %s', async (_, change) => {
    await change();
    await askOn(today);
    expect(ours()).toEqual([0, 0, 0]);
    expect(await asked()).toEqual([]);
  });
});

it('nobody is asked for evidence of a sample', async () => {
  const sample = await makeOrganization({ isSample: true });
  const id = await addEvidence(sample, await makeAssessment(sample, 'A'), '2.2.2');
  await set({ validUntil: today, ownerId: sample.userId }, id);
  await askOn(today);
  expect(told(sample)).toEqual([]);
});

describe('each mail goes once', () => {
  it('also with several processes at the same time', async () => {
    await Promise.all([askOn(today), askOn(today), askOn(today)]);
    expect(ours()).toEqual([0, 1, 0]);
  });

  it('also after a restart', async () => {
    await askOn(today);
    await load();
    await askOn(today);
    expect(ours()).toEqual([0, 1, 0]);
  });

  it('and is sent again when it was not taken, to whom it was not', async () => {
    await set({ ownerId: null });
    const { port } = mailbox;
    await mailbox.close();
    await askOn(today);
    expect(await asked()).toEqual([]);
    mailbox = await openMailbox(port);
    await askOn(today);
    expect(ours()).toEqual([1, 1, 0]);
    await askOn(today);
    expect(ours()).toEqual([1, 1, 0]);
  });

  it('is given back by a process that died with it, after a while', async () => {
    const claimed = (minutes: number) =>
      unsafeRows(
        `INSERT INTO "EvidenceReminder" ("organizationId", "evidenceId", "validUntil", "stage", "userId", "claimedAt")
         VALUES ($1, $2, $3, 'IN_30_DAYS', $4, now() - make_interval(mins => $5))
         ON CONFLICT ("organizationId", "evidenceId", "validUntil", "stage", "userId") DO UPDATE SET "claimedAt" = excluded."claimedAt"`,
        [shop.organizationId, evidenceId, addDays(today, 30), officer.userId, minutes],
      );
    await claimed(5);
    await askOn(today);
    expect(told(officer)).toHaveLength(0);
    await claimed(16);
    await askOn(today);
    expect(told(officer)).toHaveLength(1);
  });

  it('what could not be sent and is not due any more is not sent later', async () => {
    const { port } = mailbox;
    await mailbox.close();
    await askOn(today);
    mailbox = await openMailbox(port);
    await set({ ownerId: shop.userId });
    await askOn(addDays(today, 23));
    expect(ours()).toEqual([1, 0, 0]);
    expect((await asked()).map(({ data }) => data.stage)).toEqual(['IN_7_DAYS']);
  });
});
