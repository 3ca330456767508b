import { beforeAll, describe, expect, test } from 'vitest';
import * as library from '@/lib/api/schema/evidence';
import { keyOf, request } from '@/lib/api/testing';
import { addTestFiles } from '@/lib/evidence/testing/files';
import { type TestMember, unsafeRows } from '@/lib/platform/testing';
import { GET as GET_ITEM } from './[evidenceId]/route';
import { GET } from './route';
import { at, item, makePushing, pushed, uses } from './testing';

let officer: TestMember;
let token: string;
let foreign: string;
let assessmentId: string;
let signed: string;

beforeAll(async () => {
  ({ officer, token, foreign, assessmentId, signed } = await makePushing());
});

describe('reading and using it', () => {
  test('the list comes in pages, by reference and by kind; of another organization there is nothing', async () => {
    await addTestFiles(officer, undefined, { title: 'By a person' });
    await pushed({ externalRef: 'trivy/shop' });
    await pushed({});
    await pushed({ externalRef: 'trivy/shop' }, foreign);
    const list = async (query: string, key = token) =>
      library.evidencePage.parse(await (await GET(request(`/api/v1/evidence?${query}`, key))).json());
    const byReference = await list('externalRef=trivy/shop');
    expect(byReference.items.map(({ title }) => title)).toEqual(['Image scan']);
    const files = await list('kind=FILE');
    expect(files.items.map(({ title, result }) => [title, result])).toEqual([['By a person', null]]);
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${first.nextCursor}`);
    expect(first.items).toHaveLength(2);
    expect(second.items[0]?.evidenceId).not.toBe(first.items[0]?.evidenceId);
    const theirList = await list('limit=200', foreign);
    const own = new Set((await list('limit=200')).items.map(({ evidenceId }) => evidenceId));
    expect(theirList.items.filter(({ evidenceId }) => own.has(evidenceId))).toEqual([]);
    expect((await GET(request('/api/v1/evidence?sort=title', token))).status).toBe(400);
  });

  test('a use begins and ends, all of what is named or none of it', async () => {
    const { evidenceId } = await pushed({});
    const body = { assessmentId, requirementNumbers: ['2.2.2', '11.3.2'] };
    const begun = library.evidenceUses.parse(await (await uses('POST', evidenceId, body)).json());
    expect(begun).toMatchObject({
      changed: 2,
      uses: [{ requirementNumber: '2.2.2' }, { requirementNumber: '11.3.2' }],
    });
    expect(await (await uses('POST', evidenceId, body)).json()).toMatchObject({ changed: 0 });
    const half = await uses('DELETE', evidenceId, { assessmentId, requirementNumbers: ['2.2.2', '6.4.3'] });
    expect(half.status).toBe(404);
    const ended = await uses('DELETE', evidenceId, { assessmentId, requirementNumbers: ['2.2.2'] });
    expect(await ended.json()).toMatchObject({ changed: 1, uses: [{ requirementNumber: '11.3.2' }] });
    expect((await uses('POST', evidenceId, { ...body, assessmentId: signed })).status).toBe(409);
  });

  test('a foreign item, one that never existed and a malformed id answer alike, also to a change', async () => {
    const { evidenceId } = await pushed({});
    const ids = [evidenceId, crypto.randomUUID(), '../x'];
    const body = { assessmentId, requirementNumbers: ['2.2.2'] };
    const texts = [];
    for (const id of ids) {
      const read = await GET_ITEM(request('/api/v1/x', foreign), at(id));
      const used = await uses('POST', id, body, foreign);
      texts.push([read.status, await read.text(), used.status, await used.text()].join());
    }
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toMatch(/^404/);
  });

  test('a key that may write and not read is refused before a use begins', async () => {
    const { evidenceId } = await pushed({});
    const half = await keyOf(officer, ['evidence:attach']);
    const body = { assessmentId, requirementNumbers: ['2.2.2'] };
    expect((await uses('POST', evidenceId, body, half.token)).status).toBe(403);
    expect((await item(evidenceId)).uses).toEqual([]);
  });
});

test('every answer says what is left of the requests, and a refused one when to come back', async () => {
  const counted = await keyOf(officer, ['evidence:read']);
  const answer = await GET(request('/api/v1/evidence', counted.token));
  expect(answer.headers.get('ratelimit-policy')).toBe('"key";q=300;w=60, "organization";q=1200;w=60');
  expect(answer.headers.get('ratelimit')).toMatch(/^"key";r=299;t=(60|59), "organization";r=\d+;t=\d+$/);
  const bad = await GET(request('/api/v1/evidence?x=1', counted.token));
  expect(bad.headers.get('ratelimit')).toMatch(/^"key";r=298;/);
  await unsafeRows(`UPDATE "RateLimit" SET "points" = 300 WHERE "key" = 'api-key:' || $1`, [counted.keyId]);
  const limited = await GET(request('/api/v1/evidence', counted.token));
  expect(limited.status).toBe(429);
  expect(limited.headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+, /);
  const seconds = Number(limited.headers.get('retry-after'));
  expect(limited.headers.get('ratelimit')).toContain(`"key";r=0;t=${seconds}`);
  const stranger = await GET(request('/api/v1/evidence', 'inp_nobody'));
  expect(stranger.headers.get('ratelimit-policy')).toContain('"key";q=300');
  expect(stranger.headers.get('ratelimit')).toBeNull();
});
