import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestMember, type TestOrganization } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { openMailbox } from '@/scripts/testing/mailbox';
import { bulkInput } from './schema';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let app: typeof import('@/lib/assignment/commands') & typeof import('./commands/bulk');
let ours: TestOrganization;
let owner: TestMember;
let assessmentId: string;

beforeAll(async () => {
  mailbox = await openMailbox(0);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.stubEnv('NEXTAUTH_URL', 'https://pci.example.test');
  vi.resetModules();
  app = { ...(await import('@/lib/assignment/commands')), ...(await import('./commands/bulk')) };
  ours = await makeOrganization({ name: 'Priya Raman' });
  owner = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
});
afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});
beforeEach(async () => {
  assessmentId = await makeAssessment(ours, 'D-Merchant');
  mailbox.mails.length = 0;
});

const day = '2031-05-04';
const assign = (numbers: string[], { to = owner, dueOn = null as string | null, what = 'ASSIGN' } = {}) =>
  app.changeAssignments(ours.grant('assignment:manage'), {
    assessmentId,
    userId: to.userId,
    requirementNumbers: numbers,
    dueOn,
    what: what as 'ASSIGN' | 'TAKE_AWAY',
  });
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
const subjects = () => mailbox.mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim());
/** One more, of somebody else, is sent after it: what was to come before it has come. */
async function settled() {
  const next = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Zoe Last' });
  await assign(['6.3.3'], { to: next });
  await eventually(() => expect(mailbox.mails.at(-1)).toContain(`To: ${next.email}`));
  mailbox.mails.pop();
}

test('whoever is assigned something is told in one mail: who, how many, where, until when, and where to read it', async () => {
  await assign(['6.3.3', '8.3.6', '8.3.7'], { dueOn: day });
  await eventually(() => expect(subjects()).toEqual(['Priya Raman assigns you 3 requirements']));
  const [mail] = mailbox.mails;
  expect(mail).toContain(`To: ${owner.email}`);
  expect(mail).toContain('3 requirements of the assessment Web shop 2026, to be answered by 4 May 2031');
  expect(mail).toContain('https://pci.example.test/assigned');
  expect(mail, 'mail leaves the house').not.toContain('6.3.3');
});

test('a joint change of fifty is one mail', async () => {
  const { listQuestionnaireRequirements } = await import('@/lib/catalogue/queries');
  const fifty = listQuestionnaireRequirements('pci-dss-4.0.1', 'D-Merchant').slice(0, 50);
  await app.changeMany(
    { record: ours.grant('response:record'), assign: ours.grant('assignment:manage') },
    assessmentId,
    parseInput(bulkInput, {
      requirements: fifty.map(({ requirementNumber }) => `${requirementNumber}:0`),
      userId: owner.userId,
      dueOn: day,
    }),
  );
  await settled();
  expect(subjects()).toEqual(['Priya Raman assigns you 50 requirements']);
});

test('a new day is told, and what was had already is not counted as new', async () => {
  await assign(['6.3.3', '8.3.6']);
  await eventually(() => expect(mailbox.mails).toHaveLength(1));
  await assign(['6.3.3', '8.3.6', '8.3.7'], { dueOn: day });
  await eventually(() => expect(mailbox.mails).toHaveLength(2));
  expect(subjects()[1]).toBe('Priya Raman assigns you one requirement');
  expect(mailbox.mails[1]).toContain('The same now holds for 2 that you had already.');
  await assign(['6.3.3']);
  await eventually(() => expect(mailbox.mails).toHaveLength(3));
  expect(subjects()[2]).toBe('Priya Raman changes the day of one requirement');
  expect(mailbox.mails[2]).toContain('there is no day any more');
});

test('nobody is told of what they give themselves, of what changes nothing, or of what is taken away', async () => {
  await assign(['6.3.3'], { to: ours });
  await assign(['6.3.3']);
  await eventually(() => expect(subjects()).toEqual(['Priya Raman assigns you one requirement']));
  await assign(['6.3.3']);
  await assign(['6.3.3'], { what: 'TAKE_AWAY' });
  await settled();
  expect(mailbox.mails).toHaveLength(1);
});

test('what is refused tells nobody', async () => {
  await expect(assign(['6.3.3', '99.9'])).rejects.toMatchObject({ code: 'INVALID' });
  await settled();
  expect(mailbox.mails).toEqual([]);
});
