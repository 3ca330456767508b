import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { filesOf } from '@/lib/evidence/testing/uploads';
import { noteRequestOpened } from '@/lib/evidence-request/commands/answer';
import { askAgain, askForEvidence } from '@/lib/evidence-request/commands/ask';
import { withdrawRequest } from '@/lib/evidence-request/commands/look-after';
import { findRequestLink, getLinkView, getOpenLink } from '@/lib/evidence-request/queries/link';
import { age, eventsAbout, requestRow, wanted } from '@/lib/evidence-request/testing/asked';
import { linkRequest, saidIn, through, uploadIdIn } from '@/lib/evidence-request/testing/link';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { POST as ANSWER } from './route';
import { HEAD, PATCH } from './uploads/[uploadId]/route';
import { POST } from './uploads/route';

// A folder of its own: other test files store evidence at the same time.
vi.stubEnv('INPLACE_DATA_DIR', mkdtempSync(path.join(inject('dataFolder'), 'requested-')));

let shop: TestOrganization;
let assessmentId: string;
let requestId: string;
let token: string;

beforeAll(async () => {
  shop = await makeOrganization({ name: 'Priya Raman', role: 'COMPLIANCE_OFFICER' });
});
beforeEach(async () => {
  assessmentId = await makeAssessment(shop);
  ({ requestId, token } = await ask());
});

async function ask(given: Parameters<typeof wanted>[2] = {}) {
  const asked = await askForEvidence(shop.grant('evidence:request'), wanted(shop, assessmentId, given));
  return { requestId: asked.requestId, token: asked.link?.split('/').at(-1) ?? '' };
}

const { begin, send, arrived, answerWith } = through({ POST, PATCH, ANSWER });

const items = () =>
  unsafeRows('SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1', [shop.organizationId]);

describe('somebody from outside', () => {
  test('sends files in pieces: one item in quarantine, linked, whose owner is who asked; the link is dead', async () => {
    const first = uploadIdIn(await begin(token, 9, 'report.txt'));
    expect((await send(token, first, 'half ')).status).toBe(204);
    const head = await HEAD(linkRequest('HEAD', `/${first}`, token));
    expect(head.headers.get('upload-offset')).toBe('5');
    expect((await send(token, first, 'whole'.slice(0, 4), 5)).status).toBe(204);
    const second = await arrived(token, 'appendix', 'appendix.txt');
    const answer = await answerWith(token, { uploadIds: [first, second], note: 'As agreed.' });
    expect([answer.status, await answer.json()]).toEqual([201, { isLinked: true }]);
    const row = await requestRow(requestId);
    expect(row).toMatchObject({ state: 'ANSWERED', answeredByName: 'Jo Hall', notLinkedKeys: [] });
    const [item] = await unsafeRows('SELECT * FROM "EvidenceItem" WHERE "id" = $1', [row.evidenceId]);
    expect(item).toMatchObject({
      kind: 'FILE',
      title: 'Scan report of October',
      note: 'As agreed.',
      ownerId: shop.userId,
      receivedById: shop.userId,
      receivedByName: 'Jo Hall (from outside), by a link that Priya Raman handed over',
      source: 'By a link that Priya Raman handed over, for jo.hall@scanner.test',
    });
    const files = await filesOf(row.evidenceId ?? '');
    expect(files.map(({ fileName }) => fileName).sort()).toEqual(['appendix.txt', 'report.txt']);
    const links = await unsafeRows(
      'SELECT "requirementKey", "assessmentId" FROM "EvidenceLink" WHERE "evidenceId" = $1',
      [row.evidenceId],
    );
    expect(links).toEqual([{ requirementKey: 'pci-dss:6.3.3', assessmentId }]);
    const types = (await eventsAbout(requestId)).map(({ type }) => type);
    expect(types).toEqual(['evidence-request.asked', 'evidence-request.answered']);
    const [added] = await eventsAbout(row.evidenceId);
    expect(added).toMatchObject({
      type: 'evidence.added',
      actorName: 'Jo Hall (from outside), by a link that Priya Raman handed over',
      actorId: null,
    });
    const again = await answerWith(token, { uploadIds: [first, second], note: '' });
    expect([again.status, (await saidIn(again)).code]).toEqual([409, 'WRONG_STATE']);
    expect((await begin(token)).status).toBe(409);
  });

  test('waits in quarantine as any upload, and is scanned', async () => {
    const uploadId = await arrived(token, 'card 4111 1111 1111 1111 of a test');
    expect((await answerWith(token, { uploadIds: [uploadId], note: '' })).status).toBe(201);
    const [file] = await filesOf((await requestRow(requestId)).evidenceId ?? '');
    const held = () =>
      unsafeRows<{ state: string; heldFor: string }>(
        'SELECT "state", "heldFor" FROM "EvidenceFile" WHERE "id" = $1',
        [file?.id],
      );
    await expect
      .poll(async () => (await held())[0])
      .toEqual({ state: 'QUARANTINED', heldFor: 'CARD_NUMBER' });
  });

  test('sees the page and changes nothing by it; the first opening is noted once', async () => {
    const link = await getOpenLink(token);
    expect(await getLinkView(link)).toEqual({
      askerName: 'Priya Raman',
      organizationName: 'Test Shop Ltd',
      recipientName: 'Jo Hall',
      title: 'Scan report of October',
      words: 'The whole report, with the dates of the scan.',
      evidenceTypeName: '',
      untilOn: addDays(dayIn(shop.timeZone), 14),
      maxBytes: expect.any(Number),
      isClosed: false,
    });
    expect((await requestRow(requestId)).openedAt).toBeNull();
    await noteRequestOpened(link, '198.51.100.7');
    await noteRequestOpened(link, '198.51.100.8');
    expect((await requestRow(requestId)).openedAt).not.toBeNull();
    const opened = (await eventsAbout(requestId)).filter(({ type }) => type === 'evidence-request.opened');
    expect(opened.map(({ text }) => JSON.parse(text).actor)).toEqual([
      {
        id: null,
        name: 'Jo Hall (from outside), by a link that Priya Raman handed over',
        role: 'SYSTEM',
        from: '198.51.100.7',
      },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['a word', 'none'],
    ['the right length', 'a'.repeat(43)],
    ['100 KB', 'a'.repeat(100_000)],
    ['a path', '../../api/evidence'],
    ['a percent sign', '%00'],
    ['another script', `${'b'.repeat(42)}\u00e9`],
  ])(
    'with a token that is none (%s) is told that the link does not work, and nothing else',
    async (_what, wrong) => {
      expect(await findRequestLink(wrong)).toBeNull();
      if (/[^\x20-\x7e]/.test(wrong)) return;
      const answers = [await begin(wrong), await answerWith(wrong, { uploadIds: [randomUUID()], note: '' })];
      for (const answer of answers) {
        expect(answer.status).toBe(404);
        expect((await saidIn(answer)).message).toBe(
          'This link does not work. Open the one from the message again, or ask for a new one.',
        );
      }
    },
  );

  test('is told why a link has ended: withdrawn, over, asked anew', async () => {
    await withdrawRequest(shop.grant('evidence:request'), requestId);
    expect((await saidIn(await begin(token))).message).toMatch(
      /This request was withdrawn. Nothing needs to be sent; ask Priya Raman/,
    );
    const old = await ask();
    await age(old.requestId, 15);
    expect((await saidIn(await begin(old.token))).message).toMatch(/The time for this request is over/);
    const first = await ask();
    const untilOn = addDays(dayIn(shop.timeZone), 3);
    const anew = await askAgain(shop.grant('evidence:request'), { requestId: first.requestId, untilOn });
    expect((await begin(first.token)).status).toBe(409);
    expect((await begin(anew.link?.split('/').at(-1) ?? '')).status).toBe(201);
  });

  test('withdrawn while files are on their way: they become nothing', async () => {
    const uploadId = uploadIdIn(await begin(token, 10));
    expect((await send(token, uploadId, 'first')).status).toBe(204);
    const other = await arrived(token, 'whole');
    const before = (await items()).length;
    await withdrawRequest(shop.grant('evidence:request'), requestId);
    expect((await send(token, uploadId, 'later', 5)).status).toBe(409);
    const answer = await answerWith(token, { uploadIds: [other], note: '' });
    expect([answer.status, (await saidIn(answer)).code]).toEqual([409, 'WRONG_STATE']);
    expect((await items()).length).toBe(before);
    expect((await requestRow(requestId)).state).toBe('WITHDRAWN');
  });

  test('answers once, also at the same moment', async () => {
    const [one, two] = [await arrived(token, 'one'), await arrived(token, 'two')];
    const answers = await Promise.all(
      [one, two].map((uploadId) => answerWith(token, { uploadIds: [uploadId], note: '' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const answered = (await eventsAbout(requestId)).filter(
      ({ type }) => type === 'evidence-request.answered',
    );
    expect(answered).toHaveLength(1);
  });

  test.each(['SIGNED', 'ARCHIVED'])(
    'loses nothing when the assessment was closed meanwhile (%s): it lands in the library',
    async (how) => {
      const uploadId = await arrived(token, 'late');
      await unsafeRows(
        how === 'SIGNED'
          ? `UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`
          : 'UPDATE "Assessment" SET "archivedAt" = now() WHERE "id" = $1',
        [assessmentId],
      );
      expect((await getLinkView(await getOpenLink(token))).isClosed).toBe(true);
      const answer = await answerWith(token, { uploadIds: [uploadId], note: '' });
      expect([answer.status, await answer.json()]).toEqual([201, { isLinked: false }]);
      const row = await requestRow(requestId);
      expect(row).toMatchObject({ state: 'ANSWERED', notLinkedKeys: ['pci-dss:6.3.3'] });
      expect(await filesOf(row.evidenceId ?? '')).toHaveLength(1);
      expect(
        await unsafeRows('SELECT 1 FROM "EvidenceLink" WHERE "evidenceId" = $1', [row.evidenceId]),
      ).toEqual([]);
    },
  );
});
