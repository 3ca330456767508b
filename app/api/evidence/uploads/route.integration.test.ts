import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { open, readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { sweepUploads } from '@/lib/evidence/operations/keep/sweep';
import {
  asked,
  begun,
  broken,
  claim,
  download,
  filesOf,
  headersOf,
  offsetOf,
  origin,
  send,
  sha256,
  signIn,
} from '@/lib/evidence/testing/uploads';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { GET as GET_FILE } from '../[evidenceId]/files/[fileId]/route';
import { POST as POST_FILES } from '../[evidenceId]/files/route';
import { POST as POST_ITEM } from '../route';
import { DELETE, HEAD, PATCH } from './[uploadId]/route';
import { POST } from './route';

// A folder of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'uploads-'));
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);
const root = path.join(dataFolder, 'evidence');

let ours: TestOrganization;
beforeAll(async () => {
  ours = await makeOrganization();
  await signIn({ POST, HEAD, PATCH, POST_ITEM, GET_FILE }, [[ours, ours.organizationId]]);
});

const stored = async () => (await readdir(path.join(root, ours.organizationId)).catch(() => [])).length;
const incoming = () => readdir(path.join(root, '.incoming')).catch(() => []);

describe('an upload that can be gone on with', () => {
  test('in one piece: whole, hashed, encrypted, and evidence once it is asked for', async () => {
    const bytes = randomBytes(700_001);
    const uploadId = await begun(bytes.length, 'C:\\logs\\Prüfung.bin');
    const response = await send(uploadId, 0, bytes);
    expect([response.status, response.headers.get('upload-offset')]).toEqual([204, '700001']);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const answer = await claim([uploadId], { title: 'Logs' });
    expect(answer.status).toBe(201);
    const { evidenceId } = await answer.json();
    const [file] = await filesOf(evidenceId);
    expect(file).toMatchObject({ fileName: 'Prüfung.bin', sha256: sha256(bytes) });
    expect((await readFile(path.join(root, file?.storageKey ?? ''))).includes(bytes.subarray(0, 64))).toBe(
      false,
    );
    expect((await download(evidenceId, file?.id ?? '')).equals(bytes)).toBe(true);
    expect(await incoming()).toEqual([]);
    // The answer was lost and the browser asks again.
    expect(await (await claim([uploadId])).json()).toEqual({ evidenceId, held: null });
  });

  test('broken at 20 random bytes: it goes on from where it stood, and nothing is listed before its end', async () => {
    const bytes = randomBytes(3_000_000);
    const uploadId = await begun(bytes.length);
    const before = await stored();
    const places = Array.from({ length: 20 }, () => randomInt(1, bytes.length)).sort((a, b) => a - b);
    for (const place of places) {
      const offset = await offsetOf(uploadId);
      if (place <= offset) continue;
      const response = await send(uploadId, offset, broken(bytes.subarray(offset), place - offset));
      expect(response.headers.get('upload-offset')).toBe(String(place));
      expect(await offsetOf(uploadId), `broken at ${place}`).toBe(place);
      expect((await claim([uploadId])).status).toBe(409);
    }
    expect(await stored()).toBe(before);
    const offset = await offsetOf(uploadId);
    expect((await send(uploadId, offset, bytes.subarray(offset))).status).toBe(204);
    const { evidenceId } = await (await claim([uploadId])).json();
    const [file] = await filesOf(evidenceId);
    expect(file?.sha256, `broken at ${places.join(', ')}`).toBe(sha256(bytes));
    expect((await download(evidenceId, file?.id ?? '')).equals(bytes)).toBe(true);
  }, 60_000);

  test('of a killed process what lies whole in the store counts, and the rest is sent again', async () => {
    const bytes = randomBytes(900_000);
    const uploadId = await begun(bytes.length);
    await send(uploadId, 0, broken(bytes, 800_000));
    // As if it had been killed in the middle of a frame: the note is older than the file.
    const half = path.join(root, '.incoming', uploadId);
    await truncate(half, 16 + 262_172 + 1_000);
    expect(await offsetOf(uploadId)).toBe(262_144);
    await send(uploadId, 262_144, bytes.subarray(262_144));
    const { evidenceId } = await (await claim([uploadId])).json();
    expect((await filesOf(evidenceId))[0]?.sha256).toBe(sha256(bytes));
  });

  test('what the disk damaged meanwhile is found before it becomes evidence', async () => {
    const bytes = randomBytes(900_000);
    const uploadId = await begun(bytes.length);
    await send(uploadId, 0, broken(bytes, 800_000));
    const half = await open(path.join(root, '.incoming', uploadId), 'r+');
    await half.write(Buffer.from('damage'), 0, 6, 5_000);
    await half.close();
    const response = await send(uploadId, 800_000, bytes.subarray(800_000));
    expect(response.status).toBe(400);
    expect((await response.json()).message).toContain('did not arrive whole');
    expect(await offsetOf(uploadId)).toBe(-404);
    expect((await incoming()).filter((name) => name.startsWith(uploadId))).toEqual([]);
  });

  test('several become one item, join another, and wait while a field is wrong', async () => {
    const one = await begun(3, 'a.txt');
    const two = await begun(3, 'b.txt');
    await send(one, 0, 'abc');
    await send(two, 0, 'def');
    const wrong = await claim([one, two], { validUntil: '2026-02-30' });
    expect(wrong.status).toBe(400);
    const { evidenceId } = await (await claim([one, two])).json();
    expect((await filesOf(evidenceId)).map((file) => file.mediaType)).toEqual(['text/plain', 'text/plain']);
    const three = await begun(3, 'c.txt');
    await send(three, 0, 'ghi');
    const request = new Request(`${origin}/x`, {
      method: 'POST',
      body: JSON.stringify({ uploadIds: [three] }),
      headers: { ...headersOf(), 'content-type': 'application/json' },
    });
    expect((await POST_FILES(request, { params: Promise.resolve({ evidenceId }) })).status).toBe(201);
    expect(await filesOf(evidenceId)).toHaveLength(3);
  });

  test('waits in quarantine like any other: the answer says so, as evidence, as more files and as a version', async () => {
    const card = 'paid with\n4111 1111 1111 1111\nyesterday';
    const arrive = async () => {
      const uploadId = await begun(card.length, 'log.txt');
      await send(uploadId, 0, card);
      return uploadId;
    };
    const held = 'Blocked: card number';
    const { evidenceId, ...answered } = await (await claim([await arrive()])).json();
    expect(answered).toEqual({ held });
    for (const more of [{}, { newVersion: 'yes' }]) {
      const request = new Request(`${origin}/x`, {
        method: 'POST',
        body: JSON.stringify({ uploadIds: [await arrive()], ...more }),
        headers: { ...headersOf(), 'content-type': 'application/json' },
      });
      const response = await POST_FILES(request, { params: Promise.resolve({ evidenceId }) });
      expect([response.status, await response.json()]).toEqual([201, { evidenceId, held }]);
    }
    const rows = await filesOf(evidenceId);
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'QUARANTINED', heldFor: 'CARD_NUMBER', keyId: expect.any(String) });
      expect((await download(evidenceId, row.id)).toString()).not.toContain('4111');
      expect((await readFile(path.join(root, row.storageKey))).includes('4111')).toBe(false);
    }
  });

  test('given up: nothing of it stays', async () => {
    const uploadId = await begun(6);
    await send(uploadId, 0, broken(Buffer.from('abcdef'), 3));
    expect((await DELETE(asked('DELETE', `/${uploadId}`, {}))).status).toBe(204);
    expect(await offsetOf(uploadId)).toBe(-404);
    expect((await incoming()).filter((name) => name.startsWith(uploadId))).toEqual([]);
  });

  test('a full disk is said in words, and the upload goes on once there is room', async () => {
    const bytes = randomBytes(600_000);
    const uploadId = await begun(bytes.length);
    const handle = await open('/dev/null', 'r');
    const prototype = Object.getPrototypeOf(handle) as { writev: (...data: unknown[]) => Promise<unknown> };
    await handle.close();
    const full = vi
      .spyOn(prototype, 'writev')
      .mockRejectedValue(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' }));
    const refused = await send(uploadId, 0, bytes);
    full.mockRestore();
    const words = await refused.json();
    expect([refused.status, words]).toMatchObject([503, { code: 'UNAVAILABLE' }]);
    expect(words.message).toContain('disk of the server is full');
    const offset = await offsetOf(uploadId);
    expect((await send(uploadId, offset, bytes.subarray(offset))).status).toBe(204);
  });

  test('leftovers go after a day, what is younger or has a row stays', async () => {
    const [left, whole, young] = [await begun(6), await begun(3), await begun(6)];
    await send(whole, 0, 'abc');
    const kept = await begun(3);
    await send(kept, 0, 'abc');
    await claim([kept]);
    const stray = path.join(root, '.incoming', randomUUID());
    await writeFile(stray, 'half');
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    for (const name of await incoming()) {
      if (!name.startsWith(young)) await utimes(path.join(root, '.incoming', name), twoDaysAgo, twoDaysAgo);
    }
    await sweepUploads();
    expect(await offsetOf(left)).toBe(-404);
    expect(existsSync(path.join(root, ours.organizationId, whole))).toBe(false);
    expect(existsSync(stray)).toBe(false);
    expect(await offsetOf(young)).toBe(0);
    expect(existsSync(path.join(root, ours.organizationId, kept))).toBe(true);
  });
});
