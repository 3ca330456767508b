import { beforeEach, describe, expect, it } from 'vitest';
import { read } from '@/lib/access/read';
import { addEvidence, insert } from '@/lib/access/testing';
import { chooseRenewalMails } from '@/lib/organization/commands/renewal-mails';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { parseEvidenceFilter } from '../rules';
import { addTestFiles } from '../testing/files';
import { review } from '../testing/reviews';
import { countEvidence, listEvidence } from './list';
import { listOwnRejected, listOwnToRenew } from './renewal';

let shop: TestOrganization;
let officer: TestMember;
let owner: TestMember;
let evidenceId: string;
let today: string;

beforeEach(async () => {
  shop = await makeOrganization();
  officer = await shop.addMember({ name: 'Priya Raman' });
  owner = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  today = dayIn(shop.timeZone);
  evidenceId = await addEvidence(shop, await makeAssessment(shop, 'A'), '2.2.2');
  await set({ validUntil: addDays(today, 30), ownerId: officer.userId });
});

async function set(change: Record<string, unknown>): Promise<void> {
  const names = Object.keys(change);
  await unsafeRows(
    `UPDATE "EvidenceItem" SET ${names.map((name, index) => `"${name}" = $${index + 2}`).join()} WHERE "id" = $1`,
    [evidenceId, ...Object.values(change)],
  );
}

describe('without mails', () => {
  it('the same is listed: to whoever answers for it, and in the library', async () => {
    const own = async (person: TestMember) =>
      (await listOwnToRenew(person.grant('evidence:attach'))).map((one) => one.evidenceId);
    expect([await own(shop), await own(officer), await own(owner)]).toEqual([[], [evidenceId], []]);
    await set({ ownerId: null });
    expect([await own(shop), await own(officer), await own(owner)]).toEqual([[evidenceId], [evidenceId], []]);
    const grant = shop.grant('evidence:read');
    const filter = { ...parseEvidenceFilter({}), view: 'TO_RENEW' } as const;
    expect((await listEvidence(grant, filter)).rows.map((row) => row.evidenceId)).toEqual([evidenceId]);
    await set({ validUntil: addDays(today, 31) });
    expect(await own(shop)).toEqual([]);
    expect((await countEvidence(grant)).TO_RENEW).toBe(0);
  });

  it('the program’s own notes are seen by nobody', async () => {
    await insert('EvidenceReminder', {
      organizationId: shop.organizationId,
      evidenceId,
      validUntil: today,
      stage: 'ENDED',
      userId: officer.userId,
    });
    const seen = await read(officer.grant('evidence:read'), (tx) => tx.evidenceReminder.count());
    expect(seen).toBe(0);
  });

  it('a choice of mails is kept with its event, once', async () => {
    const grant = officer.grant('evidence:attach');
    await chooseRenewalMails(grant, { renewalMails: false });
    await chooseRenewalMails(grant, { renewalMails: false });
    const rows = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'member.mails-chosen'`,
      [shop.organizationId],
    );
    expect(rows.map(({ text }) => JSON.parse(text).data)).toEqual([
      { renewalMails: { from: true, to: false } },
    ]);
  });

  it('what was rejected is listed to whoever brought it or answers for it', async () => {
    const id = await addTestFiles(owner);
    await review(officer, id, 'Of another shop.');
    const own = async (person: TestMember) => listOwnRejected(person.grant('evidence:attach'));
    expect(await own(owner)).toMatchObject([
      { evidenceId: id, reason: 'Of another shop.', byName: 'Priya Raman' },
    ]);
    expect([await own(shop), await own(officer)]).toEqual([[], []]);
    await review(officer, evidenceId, 'Blurred.');
    expect(await own(officer)).toMatchObject([{ evidenceId, reason: 'Blurred.' }]);
    await review(officer, id);
    expect(await own(owner)).toEqual([]);
  });
});
