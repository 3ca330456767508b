import { existsSync, mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { readRange } from '@/lib/platform/download';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { getEvidence } from '../queries/item';
import { fileDetails } from '../schema';
import { addTestFiles, evidenceEvents, sha256, unknownId, uploadRequest } from '../testing/files';
import { addFileEvidence } from './add';
import { openEvidenceFile } from './open';
import { withReceivedFiles } from './receive';

// A folder of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'receive-'));
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);
vi.stubEnv('EVIDENCE_MAX_BYTES', '100000');
const root = path.join(dataFolder, 'evidence');

let ours: TestOrganization;
let theirs: TestOrganization;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
});

const stored = async () => {
  if (!existsSync(root)) return [];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
};
const itemCount = async () =>
  (await unsafeRows('SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1', [ours.organizationId]))
    .length;

const receive = (request: Request) =>
  withReceivedFiles(ours.grant('evidence:attach'), request, (fields, files) =>
    addFileEvidence(ours.grant('evidence:attach'), fileDetails.parse(fields), files, null),
  );

function rawRequest(body: BodyInit | null, type: string): Request {
  return new Request('http://localhost/api/evidence', {
    method: 'POST',
    body,
    headers: { 'content-type': type },
    duplex: 'half',
  } as RequestInit);
}

describe('an upload that cannot be taken leaves no file and no row', () => {
  let files: string[];
  let items: number;
  beforeAll(async () => {
    await addTestFiles(ours);
    files = await stored();
    items = await itemCount();
  });
  afterEach(async () => {
    expect(await stored()).toEqual(files);
    expect(await itemCount()).toBe(items);
  });

  test.each([
    ['a name that reads backwards', { 'invoice\u202egpj.exe': 'x' }, /direction-changing/],
    ['an empty file', { 'empty.txt': '' }, /empty\.txt: This file is empty/],
    ['a good file and an empty one', { 'good.txt': 'x', 'empty.txt': '' }, /empty\.txt: This file is empty/],
    ['21 files', Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`${n}.txt`, 'x'])), /at most 20/],
    ['no file', {}, /./],
  ])('%s', async (_words, sent, message) => {
    await expect(receive(uploadRequest(sent))).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(message),
    });
  });

  test('a file over the limit', async () => {
    await expect(receive(uploadRequest({ 'a.bin': Buffer.alloc(100_001, 1) }))).rejects.toMatchObject({
      code: 'TOO_LARGE',
      fieldErrors: { file: [expect.stringContaining('a.bin')] },
    });
  });

  test('a request that says it is larger than everything together', async () => {
    const request = uploadRequest({ 'a.txt': 'x' });
    request.headers.set('content-length', '5000000000');
    await expect(receive(request)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  test('an endless request without a length', async () => {
    let sent = 0;
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(sent === 0 ? Buffer.from(head) : Buffer.alloc(64 * 1024, 1));
        sent += 1;
      },
    });
    await expect(receive(rawRequest(body, 'multipart/form-data; boundary=b'))).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
    expect(sent).toBeLessThan(100);
  });

  test('a connection that breaks off at half', async () => {
    const parts = [
      '--b\r\nContent-Disposition: form-data; name="file"; filename="whole.txt"\r\n\r\nwhole\r\n',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="half.txt"\r\n\r\nhal',
    ];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const part = parts.shift();
        if (part) controller.enqueue(Buffer.from(part));
        else controller.error(new Error('aborted'));
      },
    });
    await expect(receive(rawRequest(body, 'multipart/form-data; boundary=b'))).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('cut off'),
    });
  });

  test.each([
    [
      'a body without its end',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      'multipart/form-data; boundary=b',
    ],
    ['no boundary', 'x', 'multipart/form-data'],
    ['JSON', '{}', 'application/json'],
    ['rubbish', 'rubbish', 'multipart/form-data; boundary=b'],
  ])('%s', async (_words, body, type) => {
    await expect(receive(rawRequest(body, type))).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('a field that was sent twice, or one that is too long', async () => {
    const twice = '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\na\r\n'.repeat(2);
    await expect(
      receive(rawRequest(`${twice}--b--\r\n`, 'multipart/form-data; boundary=b')),
    ).rejects.toMatchObject({ code: 'INVALID' });
    await expect(
      receive(uploadRequest({ 'a.txt': 'x' }, { note: 'n'.repeat(70_000) })),
    ).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
  });

  test('a field that is not known, or a row that is refused', async () => {
    await expect(receive(uploadRequest({ 'a.txt': 'x' }, { receivedAt: '2020-01-01' }))).rejects.toThrow();
    const target = { assessmentId: unknownId(), requirementNumber: '6.3.3' };
    await expect(addTestFiles(ours, { 'a.txt': 'x' }, {}, target)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const signed = await makeAssessment(ours, 'A', { status: 'SIGNED' });
    await expect(
      addTestFiles(ours, { 'a.txt': 'x' }, {}, { assessmentId: signed, requirementNumber: '6.3.3' }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('opening a file', () => {
  const whole = { rangeOf: () => readRange(null, 1), isView: false };

  async function added(contents = 'host;ok\n'.repeat(1000)) {
    const evidenceId = await addTestFiles(ours, { 'päth/../hosts list.csv': contents });
    const { files } = await getEvidence(ours.grant('evidence:read'), evidenceId);
    return { evidenceId, fileId: files[0]?.fileId ?? '', contents };
  }
  const opened = async (
    ids: { evidenceId: string; fileId: string },
    how: Parameters<typeof openEvidenceFile>[2] = whole,
  ) => {
    const { stream, file } = await openEvidenceFile(ours.grant('evidence:read'), ids, how);
    return { file, text: await new Response(stream).text() };
  };
  const downloads = async (evidenceId: string) =>
    (await evidenceEvents(evidenceId)).filter((event) => event.type === 'evidence.downloaded');

  test('gives the bytes under the cleaned name and records who took them', async () => {
    const ids = await added();
    const { text, file } = await opened(ids);
    expect(text).toBe(ids.contents);
    expect(file).toMatchObject({
      fileName: 'hosts list.csv',
      mediaType: 'text/csv',
      sha256: sha256(ids.contents),
    });
    expect(await downloads(ids.evidenceId)).toMatchObject([
      {
        actorName: 'Ada Lovelace',
        data: { fileName: 'hosts list.csv', viewed: false, sha256: sha256(ids.contents) },
      },
    ]);
  });

  const part = (header: string, { contents }: { contents: string }, isView = false) => ({
    rangeOf: () => readRange(header, contents.length),
    isView,
  });

  test.each([
    ['bytes=1-', 'ost;ok\n'],
    ['bytes=-9', '\nhost;ok\n'],
  ])('a part alone, %s, is recorded like the whole', async (header, end) => {
    const ids = await added();
    expect((await opened(ids, part(header, ids))).text.endsWith(end)).toBe(true);
    expect(await downloads(ids.evidenceId)).toMatchObject([{ data: { fileId: ids.fileId, viewed: false } }]);
  });

  test('ten parts, asked for one after the other or at once, are one opening', async () => {
    const headers = Array.from({ length: 10 }, (_, n) => `bytes=${n * 8}-${n * 8 + 7}`);
    const [inTurn, atOnce] = [await added(), await added()];
    for (const header of headers) {
      expect((await opened(inTurn, part(header, inTurn))).text).toBe('host;ok\n');
    }
    await Promise.all(headers.map((header) => opened(atOnce, part(header, atOnce, true))));
    expect(await downloads(inTurn.evidenceId)).toHaveLength(1);
    expect(await downloads(atOnce.evidenceId)).toMatchObject([{ data: { viewed: true } }]);
  });

  test('a look and a download, another person and a later time are recorded each', async () => {
    const ids = await added();
    const other = await ours.addMember();
    await opened(ids);
    await opened(ids, { ...whole, isView: true });
    const theirLook = await openEvidenceFile(other.grant('evidence:read'), ids, whole);
    await new Response(theirLook.stream).text();
    await opened(ids, part('bytes=1-', ids));
    expect((await downloads(ids.evidenceId)).map(({ data }) => data.viewed)).toEqual([false, true, false]);
    vi.setSystemTime(Date.now() + 11 * 60_000);
    try {
      await opened(ids, part('bytes=-9', ids));
    } finally {
      vi.useRealTimers();
    }
    expect(await downloads(ids.evidenceId)).toHaveLength(4);
  });

  test('each file of one item is recorded', async () => {
    const evidenceId = await addTestFiles(ours, { 'a.csv': 'host;ok\n', 'b.csv': 'host;no\n' });
    const { files } = await getEvidence(ours.grant('evidence:read'), evidenceId);
    for (const { fileId } of [...files, ...files]) await opened({ evidenceId, fileId });
    expect(await downloads(evidenceId)).toHaveLength(2);
  });

  test('of another organization, or under another item: not found', async () => {
    const [one, two] = [await added(), await added()];
    await expect(openEvidenceFile(theirs.grant('evidence:read'), one, whole)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(opened({ evidenceId: two.evidenceId, fileId: one.fileId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(opened({ evidenceId: one.evidenceId, fileId: unknownId() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await downloads(one.evidenceId)).toEqual([]);
  });

  test('a file that was changed on the disk is not sent whole, and the audit trail says so', async () => {
    const ids = await added();
    const [row] = await unsafeRows<{ storageKey: string }>(
      'SELECT "storageKey" FROM "EvidenceFile" WHERE "id" = $1',
      [ids.fileId],
    );
    const file = path.join(root, row?.storageKey ?? '');
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(bytes[40] === 0 ? 1 : 0, 40, 41));
    await expect(opened(ids)).rejects.toThrow();
    expect((await evidenceEvents(ids.evidenceId)).at(-1)).toMatchObject({
      type: 'evidence.damaged',
      data: { fileName: 'hosts list.csv', problem: 'frame' },
    });
  });

  test.each([
    ['is gone from the disk', 'missing', /missing from the storage/, (file: string) => rm(file)],
    ['was cut short', 'size', /not the one that was received/, (file: string) => writeFile(file, 'h')],
  ])(
    'a file that %s is answered with words before the first byte, and the audit trail says so',
    async (_, problem, words, spoil) => {
      const ids = await added();
      const [row] = await unsafeRows<{ storageKey: string }>(
        'SELECT "storageKey" FROM "EvidenceFile" WHERE "id" = $1',
        [ids.fileId],
      );
      await spoil(path.join(root, row?.storageKey ?? ''));
      await expect(opened(ids)).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringMatching(words),
      });
      expect((await evidenceEvents(ids.evidenceId)).at(-1)).toMatchObject({
        type: 'evidence.damaged',
        data: { fileName: 'hosts list.csv', problem },
      });
    },
  );
});
