import { existsSync, mkdtempSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { AppError } from '@/lib/platform/errors';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { uploadRequest } from '../testing/files';
import { withReceivedFilesAfter } from './receive';

// A folder of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'receive-after-'));
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);
const root = path.join(dataFolder, 'evidence');

let ours: TestOrganization;
beforeAll(async () => {
  ours = await makeOrganization();
});
afterEach(async () => expect(await stored()).toEqual([]));

const stored = async () => {
  if (!existsSync(root)) return [];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
};

test('fields that refuse it, before its first byte is kept', async () => {
  const body = uploadRequest({ 'a.txt': 'x' }, { password: 'wrong' });
  const seen: string[][] = [];
  const received = withReceivedFilesAfter(
    ours.grant('evidence:attach'),
    body,
    async (fields) => {
      await new Promise((done) => setTimeout(done, 100));
      seen.push(Object.keys(fields), await stored());
      throw new AppError('INVALID', 'not this password');
    },
    () => Promise.reject(new Error('nothing may be done')),
  );
  await expect(received).rejects.toMatchObject({ message: 'not this password' });
  expect(seen).toEqual([['password'], []]);
});

test('fields that stand behind the file they decide about', async () => {
  const late = [
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx\r\n',
    '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nright\r\n--b--\r\n',
  ].join('');
  const received = withReceivedFilesAfter(
    ours.grant('evidence:attach'),
    new Request('http://localhost/api/evidence', {
      method: 'POST',
      body: late,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    }),
    async (fields) => fields,
    () => Promise.reject(new Error('nothing may be done')),
  );
  await expect(received).rejects.toMatchObject({ message: 'Send the fields before the file.' });
});
