import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { addTypedEvidence } from '../commands/add';
import { archiveEvidence } from '../commands/archive';
import { linkEvidence } from '../commands/link';
import type { EvidenceFilter } from '../model';
import { parseEvidenceFilter } from '../rules';
import { linkEvidenceInput } from '../schema';
import { addTestFiles, sha256 } from '../testing/files';
import { listChoices } from './choices';
import { countEvidence, listEvidence, searchEvidence } from './list';

let ours: TestOrganization;
let theirs: TestOrganization;
let many: TestOrganization;
let today: string;

const add = async (title: string, days: number | null, more: object = {}, owner = ours) =>
  (
    await addTypedEvidence(
      owner.grant('evidence:attach'),
      linkEvidenceInput.parse({
        kind: 'LINK',
        title,
        url: 'https://wiki.example/scan_100%',
        validUntil: days === null ? null : addDays(today, days),
        ...more,
      }),
      null,
    )
  ).evidenceId;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  today = dayIn(ours.timeZone);
  await add('No end, older', null);
  await add('Ended yesterday', -1);
  await add('Ends today', 0, { evidenceType: 'scan_report' });
  await add('Ends in 30 days', 30);
  await add('Ends in 31 days', 31);
  const used = await addTestFiles(ours, { 'netz_plan.csv': 'a;b\n' }, { title: 'Network plan' });
  const assessmentId = await makeAssessment(ours, 'A');
  await linkEvidence(ours.grant('evidence:attach'), used, [
    { assessmentId, requirementNumber: '11.3.2' },
    { assessmentId, requirementNumber: '6.3.3' },
  ]);
  const removed = await add('Removed', 5);
  await archiveEvidence(ours.grant('evidence:manage'), { evidenceId: removed, version: 1, reason: 'r' });
  await add('Theirs', 5, {}, theirs);
  many = await makeOrganization();
  for (let n = 0; n < 53; n += 1)
    await add(`${n % 2 ? 'Item' : 'item'} ${n}`, n % 3 === 0 ? null : n % 7, {}, many);
});

const list = async (filter: Partial<EvidenceFilter> = {}) =>
  listEvidence(ours.grant('evidence:read'), { ...parseEvidenceFilter({}), ...filter });
const first = async (shop: TestOrganization, sort: string) => {
  const [row] = (await listEvidence(shop.grant('evidence:read'), parseEvidenceFilter({ sort }))).rows;
  if (!row) throw new Error('the library is empty');
  return row;
};
const titles = async (filter: Parameters<typeof list>[0] = {}) =>
  (await list(filter)).rows.map((row) => row.title);

describe('the library', () => {
  test('shows first what ends first, then what has no end, newest before older', async () => {
    expect(await titles()).toEqual([
      'Ended yesterday',
      'Ends today',
      'Ends in 30 days',
      'Ends in 31 days',
      'Network plan',
      'No end, older',
    ]);
  });

  test.each([
    ['ENDS_SOON', ['Ends today', 'Ends in 30 days']],
    ['ENDED', ['Ended yesterday']],
    ['NOT_USED', ['Ended yesterday', 'Ends today', 'Ends in 30 days', 'Ends in 31 days', 'No end, older']],
    ['ARCHIVED', ['Removed']],
  ] as const)('%s shows these, and its count agrees', async (view, expected) => {
    expect(await titles({ view })).toEqual(expected);
    expect((await countEvidence(ours.grant('evidence:read')))[view]).toBe(expected.length);
  });

  test.each([
    ['a word of the title, in any case', 'NETWORK', ['Network plan']],
    ['a file name', 'netz_plan', ['Network plan']],
    ['an underscore is an underscore', 'netz-plan', []],
    [
      'a percent sign is a percent sign',
      '100%',
      ['Ended yesterday', 'Ends today', 'Ends in 30 days', 'Ends in 31 days', 'No end, older'],
    ],
    ['a pattern finds nothing', '%Network%', []],
    ['a requirement', '6.3.3', ['Network plan']],
    ['not a part of its number', '6.3', []],
    ['the beginning of a hash', sha256('a;b\n').slice(0, 8).toUpperCase(), ['Network plan']],
    ['a quote', `'; DROP TABLE "EvidenceItem"; --`, []],
    ['another organization', 'Theirs', []],
  ])('is searched by %s', async (_words, query, expected) => {
    expect(await titles({ query })).toEqual(expected);
  });

  test('filters by type', async () => {
    expect(await titles({ evidenceType: 'scan_report' })).toEqual(['Ends today']);
  });

  test('says where an item is used, in the order of the standard', async () => {
    const [row] = (await list({ query: 'network' })).rows;
    expect(row).toMatchObject({
      requirementNumbers: ['6.3.3', '11.3.2'],
      fileCount: 1,
      mediaType: 'text/csv',
      validity: 'NO_END_DATE',
    });
    const [hit] = await searchEvidence(ours.grant('evidence:read'), 'network');
    expect(hit?.facts).toMatch(/^CSV, received \d.*, used for 6\.3\.3, 11\.3\.2$/);
  });

  test.each(['end', '-end', 'name', '-name', 'received', '-received'])(
    'in the order %s pages without gaps or repeats',
    async (sort) => {
      const seen: string[] = [];
      let cursor = '';
      for (let page = 0; page < 3; page += 1) {
        const { rows, nextCursor } = await listEvidence(many.grant('evidence:read'), {
          ...parseEvidenceFilter({ sort }),
          cursor,
        });
        expect(nextCursor === null || nextCursor.length < 100).toBe(true);
        seen.push(...rows.map((row) => row.title));
        if (!nextCursor) break;
        cursor = nextCursor;
      }
      expect(seen).toHaveLength(53);
      expect(new Set(seen).size).toBe(53);
      const byName = [...seen].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
      if (sort === 'name') expect(seen).toEqual(byName);
      if (sort === '-name') expect(seen).toEqual(byName.toReversed());
      if (sort === '-received') expect(seen.map((title) => Number(title.slice(5)))).toEqual([...seen.keys()]);
      if (sort === '-end') expect((await first(many, sort)).validUntil).toBeNull();
    },
  );

  test('a cursor of nobody, of another order or of another organization is the first page', async () => {
    const [foreign] = (await listEvidence(many.grant('evidence:read'), parseEvidenceFilter({}))).rows;
    const at = `${foreign?.evidenceId}_`;
    for (const cursor of ["x'; --", at, `${at}2026-02-31`, `${at}\u0000`]) {
      expect(await titles({ cursor })).toHaveLength(6);
      expect(await titles({ cursor, sort: 'NAME' })).toHaveLength(6);
      expect(await titles({ cursor, sort: 'RECEIVED' })).toHaveLength(6);
    }
  });

  test('of a view with more than is worth counting no more is counted', async () => {
    await unsafeRows(
      `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "receivedById", "receivedByName")
       SELECT $1, gen_random_uuid(), 'NOTE', 'n', $2, 'Ada' FROM generate_series(1, 10100)`,
      [many.organizationId, many.userId],
    );
    expect((await countEvidence(many.grant('evidence:read'))).ALL).toBe(10_001);
  });
});

describe('the library by owner, tag and confidentiality', () => {
  test('mine, a colleague’s, a tag in one of its spellings, a level', async () => {
    const shop = await makeOrganization({ name: 'Ada' });
    const ola = await shop.addMember({ name: 'Ola' });
    await add(
      'Hers',
      3,
      { tags: 'Quarter 3, ASV', ownerId: ola.userId, confidentiality: 'CONFIDENTIAL' },
      shop,
    );
    await add('Mine', 3, { tags: ['quarter 3'] }, shop);
    await add('Plain', 3, {}, shop);
    const found = async (params: Record<string, string>, of = shop.grant('evidence:read')) =>
      (await listEvidence(of, parseEvidenceFilter(params))).rows.map(({ title }) => title).sort();
    expect(await found({ owner: 'me' })).toEqual(['Mine', 'Plain']);
    expect(await found({ owner: 'me' }, ola.grant('evidence:read'))).toEqual(['Hers']);
    expect(await found({ owner: ola.userId })).toEqual(['Hers']);
    expect(await found({ owner: theirs.userId })).toEqual([]);
    expect(await found({ tag: 'Quarter 3' })).toEqual(['Hers', 'Mine']);
    expect(await found({ tag: 'Quarter' })).toEqual([]);
    expect(await found({ level: 'confidential' })).toEqual(['Hers']);
    expect(await found({ level: 'internal', owner: 'me', tag: 'Quarter 3' })).toEqual(['Mine']);
    expect(await listChoices(shop.grant('evidence:read'))).toEqual({
      owners: [
        { userId: shop.userId, name: 'Ada' },
        { userId: ola.userId, name: 'Ola' },
      ],
      tags: ['ASV', 'Quarter 3'],
      ownId: shop.userId,
    });
  });
});
