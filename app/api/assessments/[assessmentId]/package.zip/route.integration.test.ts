import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { GET } from '@/app/api/v1/assessments/[assessmentId]/package.zip/route';
import { keyOf, request } from '@/lib/api/testing';
import { makeReady, officer, sign } from '@/lib/attestation/testing/rows';
import { addEvidenceVersion } from '@/lib/evidence/commands/add';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { addTestFiles, uploadRequest } from '@/lib/evidence/testing/files';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { openPackage } from '@/lib/report/commands/package';

let ours: TestOrganization;
let assessmentId: string;
let evidenceId: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'package-'));
  ours = await makeOrganization(officer);
  assessmentId = await makeReady(ours);
  const proves = (requirementNumber: string) => ({ assessmentId, requirementNumber });
  evidenceId = await addTestFiles(ours, { 'scan ä.txt': 'no findings' }, { title: '=1+1' }, proves('6.3.3'));
  await addTestFiles(ours, { 'policy.txt': 'all of it' }, {}, proves('2.2.2'));
});
afterAll(() => rm(folder, { recursive: true }));

const get = (token: string | null, id = assessmentId) => {
  const address = `/api/v1/assessments/${id}/package.zip`;
  return GET(request(address, token), { params: Promise.resolve({ assessmentId: id }) });
};

/** Unpacks as an assessor would, and lets the system's own program compare the sums. */
async function unpacked(answer: Response) {
  expect(answer.status).toBe(200);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const into = await mkdtemp(path.join(folder, 'of-'));
  const zip = await fromBufferPromise(bytes, { validateEntrySizes: true });
  const paths: string[] = [];
  for await (const entry of zip.eachEntry()) {
    const file = path.join(into, entry.fileName);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await buffer(await zip.openReadStreamPromise(entry)));
    paths.push(entry.fileName);
  }
  const sums = await promisify(execFile)('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: into });
  expect(sums.stdout.trim().split('\n')).toHaveLength(paths.length - 1);
  const text = (name: string) => readFile(path.join(into, name), 'utf8');
  return { paths, text };
}

const events = () =>
  unsafeRows<{ text: string }>(
    `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'report.package-exported' ORDER BY "sequence"`,
    [ours.organizationId],
  ).then((rows) => rows.map(({ text }) => JSON.parse(text).data));

it('holds today’s draft with every file under its requirement, an index, and sums that sha256sum accepts', async () => {
  const { token } = await keyOf(ours);
  const { paths, text } = await unpacked(await get(token));
  expect(paths).toEqual([
    'index.html',
    'index.csv',
    'report.pdf',
    'evidence/2.2.2/policy.txt',
    'evidence/6.3.3/scan ä.txt',
    'SHA256SUMS',
  ]);
  expect(await text('evidence/6.3.3/scan ä.txt')).toBe('no findings');
  expect(await text('index.html')).toContain('href="evidence/6.3.3/scan%20%C3%A4.txt"');
  expect(await text('index.csv'), 'no formula').toContain(`"'=1+1"`);
  expect(await events()).toEqual([expect.objectContaining({ isDraft: true, files: 2, leftOut: 0 })]);
});

it('holds, once it is signed, what was signed and not what came after', async () => {
  await sign(ours, assessmentId);
  const grant = ours.grant('evidence:attach');
  await withReceivedFiles(grant, uploadRequest({ 'scan ä.txt': 'newer' }), (_fields, received) =>
    addEvidenceVersion(grant, evidenceId, received, 'scanned again'),
  );
  const { token } = await keyOf(ours);
  const { paths, text } = await unpacked(await get(token));
  expect(paths).toContain('signed.json');
  expect(await text('evidence/6.3.3/scan ä.txt')).toBe('no findings');
  const [row] = await unsafeRows<{ snapshotText: string }>(
    'SELECT "snapshotText" FROM "Attestation" WHERE "assessmentId" = $1',
    [assessmentId],
  );
  expect(await text('signed.json')).toBe(row?.snapshotText);
});

it('is for whoever may see all of it; what is missing from the storage is named, what is damaged breaks it off and is recorded', async () => {
  const other = await makeOrganization();
  expect((await get((await keyOf(other)).token)).status).toBe(404);
  expect((await get((await keyOf(ours, ['report:export', 'attestation:read'])).token)).status).toBe(403);
  expect((await get((await keyOf(ours, ['report:export', 'evidence:read'])).token)).status).toBe(403);
  expect((await get(null)).status).toBe(401);

  const fileOf = async (sha: string) => {
    const [row] = await unsafeRows<{ storageKey: string }>(
      'SELECT "storageKey" FROM "EvidenceFile" WHERE "organizationId" = $1 AND "fileName" = $2 ORDER BY "id" LIMIT 1',
      [ours.organizationId, sha],
    );
    return path.join(inject('dataFolder'), 'evidence', row?.storageKey ?? '');
  };
  const { token } = await keyOf(ours);
  await rm(await fileOf('policy.txt'));
  const { paths, text } = await unpacked(await get(token));
  expect(paths).not.toContain('evidence/2.2.2/policy.txt');
  expect(await text('index.html')).toContain('not included: it is missing from the storage');

  const damaged = await fileOf('scan ä.txt');
  const bytes = await readFile(damaged);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  await writeFile(damaged, bytes);
  const answer = await get(token);
  await expect(answer.arrayBuffer()).rejects.toThrow();
  const found = await unsafeRows(
    `SELECT 1 FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'evidence.damaged'`,
    [ours.organizationId],
  );
  expect(found).toHaveLength(1);
});

it('takes nothing of one organization with the confirmation of another, and nothing for a look at the head', async () => {
  const [mine, elsewhere] = [await makeOrganization(officer), await makeOrganization(officer)];
  const id = await makeReady(mine);
  const taken = openPackage(
    {
      reading: mine.grant('attestation:read'),
      evidence: mine.grant('evidence:read'),
      exporting: async () => elsewhere.grant('report:export'),
    },
    id,
  );
  await expect(taken).rejects.toMatchObject({ code: 'ELSEWHERE' });
  const address = `/api/v1/assessments/${id}/package.zip`;
  const head = await GET(request(address, (await keyOf(mine)).token, { method: 'HEAD' }), {
    params: Promise.resolve({ assessmentId: id }),
  });
  expect(head.status).toBe(405);
  const logged = await unsafeRows(
    `SELECT 1 FROM "AuditEvent" WHERE "organizationId" = ANY ($1) AND "type" = 'report.package-exported'`,
    [[mine.organizationId, elsewhere.organizationId]],
  );
  expect(logged).toEqual([]);
});

it('lets go of the file that it reads when the browser leaves', async () => {
  const mine = await makeOrganization(officer);
  const id = await makeReady(mine);
  // A picture, which is not read for words, and longer than all that is held on the way.
  const picture = Buffer.alloc(24 * 1024 * 1024);
  picture.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const long = { 'long.png': picture };
  await addTestFiles(mine, long, {}, { assessmentId: id, requirementNumber: '6.3.3' });
  const isRead = async () => {
    const open = await readdir('/proc/self/fd');
    const targets = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
    return targets.some((target) => target.includes(`/evidence/${mine.organizationId}/`));
  };
  const answer = await get((await keyOf(mine)).token, id);
  const reader = answer.body?.getReader();
  await reader?.read();
  await expect.poll(isRead).toBe(true);
  await reader?.cancel();
  await expect.poll(isRead).toBe(false);
});
