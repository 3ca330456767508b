import { beforeAll, describe, expect, test } from 'vitest';
import { read } from '@/lib/access/read';
import { addEvidence } from '@/lib/access/testing';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { type EvidenceFilter, evidenceViews } from '../model';
import { parseEvidenceFilter } from '../rules';
import { listEvidence, searchEvidence } from './list';

const MANY = 4_000;

let shop: TestOrganization;
let theirs: TestOrganization;
let owner: TestMember;
let assessor: TestMember;
let ownId: string;

beforeAll(async () => {
  [shop, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  owner = await shop.addMember({ role: 'CONTROL_OWNER' });
  assessor = await shop.addMember({ role: 'ASSESSOR' });
  await unsafeRows('UPDATE "Membership" SET "chosenOnly" = true WHERE "userId" = $1', [assessor.userId]);
  for (const { organizationId, userId } of [shop, theirs]) {
    await unsafeRows(
      `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "note", "validUntil", "tags", "receivedById", "receivedByName", "archivedAt")
       SELECT $1, gen_random_uuid(), 'FILE', 'Scan of host ' || md5(n::text), 'Taken on day ' || n, current_date + (n % 200 - 100),
              CASE WHEN n % 2 = 0 THEN ARRAY['even'] ELSE '{}' END, $2, 'Ada', CASE WHEN n % 20 = 0 THEN now() END FROM generate_series(1, ${MANY}) n`,
      [organizationId, userId],
    );
    await unsafeRows(
      `INSERT INTO "EvidenceFile" ("organizationId", "id", "evidenceId", "storageKey", "fileName", "sizeBytes", "mediaType", "sha256", "state", "heldFor", "cardScan")
       SELECT "organizationId", gen_random_uuid(), "id", gen_random_uuid()::text, 'export-' || substr("title", 14, 12) || '.csv', 1, 'text/csv', md5("title") || md5("note"), 'AVAILABLE', '', 'OWN'
         FROM "EvidenceItem" WHERE "organizationId" = $1`,
      [organizationId],
    );
  }
  await unsafeRows('ANALYZE "EvidenceItem", "EvidenceFile"');
  ownId = await addEvidence(shop, await makeAssessment(shop, 'A'), '2.2.2');
  await unsafeRows(
    `UPDATE "EvidenceItem" SET "title" = 'Harbour plan of Ona', "ownerId" = $2 WHERE "id" = $1`,
    [ownId, owner.userId],
  );
});

const md5Of = async (n: number) =>
  (await unsafeRows<{ md5: string }>('SELECT md5($1::text)', [String(n)]))[0]?.md5 ?? '';

/** How the database answers a search as the owner of the tables does, one line for each step. */
async function plan(words: string, hash = ''): Promise<string> {
  const rows = await unsafeRows<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT * FROM fitting_evidence('${shop.organizationId}', '${words}', '%${words}%', '{1}', '${hash}', '')`,
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

describe('a search by words', () => {
  test.each([
    ['the words of an item', 'evidence_by_words'],
    ['the names of files', 'evidence_file_by_name'],
    ['the words inside of files', 'EvidenceFile_wordMarks_idx'],
    ['hashes', 'evidence_file_by_hash'],
  ])('reads %s by an index', async (_what, index) => {
    expect(await plan('harbour', 'abcdef')).toMatch(new RegExp(`Index Scan (?:on|using) "?${index}`));
  });

  test('does not go through the items or the files', async () => {
    expect(await plan('harbour', 'abcdef')).not.toMatch(/Seq Scan on "Evidence/);
  });

  test.each([
    ['a part of a title, in any case', async () => (await md5Of(7)).slice(3, 15).toUpperCase()],
    ['a part of a file name', async () => `export-${(await md5Of(7)).slice(0, 4)}`],
    ['a note', async () => 'on day 7'],
  ])('finds by %s what reading every row finds', async (_what, words) => {
    const query = await words();
    const expected = await unsafeRows<{ id: string }>(
      `SELECT DISTINCT e."id" FROM "EvidenceItem" e LEFT JOIN "EvidenceFile" f ON f."evidenceId" = e."id"
        WHERE e."organizationId" = $1 AND e."archivedAt" IS NULL AND (e."title" ILIKE $2 OR e."note" ILIKE $2 OR f."fileName" ILIKE $2)`,
      [shop.organizationId, `%${query}%`],
    );
    expect(expected.length).toBeGreaterThan(0);
    const seen: string[] = [];
    let cursor = '';
    do {
      const filter = { ...parseEvidenceFilter({}), query, cursor };
      const { rows, nextCursor } = await listEvidence(shop.grant('evidence:read'), filter);
      seen.push(...rows.map(({ evidenceId }) => evidenceId));
      cursor = nextCursor ?? '';
    } while (cursor);
    expect(seen.sort()).toEqual(expected.map(({ id }) => id).sort());
  });

  test('also by one or two characters, which have no index', async () => {
    const filter = { ...parseEvidenceFilter({}), query: 'Ha' };
    const { rows } = await listEvidence(owner.grant('evidence:read'), filter);
    expect(rows.map(({ title }) => title)).toEqual(['Harbour plan of Ona']);
  });

  test.each(evidenceViews)('within the view %s finds what the view holds', async (view) => {
    const filter = (query: string): EvidenceFilter => ({
      ...parseEvidenceFilter({}),
      view,
      query,
      tag: 'even',
    });
    const grant = shop.grant('evidence:read');
    const [every, found] = [
      await listEvidence(grant, filter('')),
      await listEvidence(grant, filter('scan of host')),
    ];
    expect(found).toEqual(every);
  });
});

describe('a search shows nothing that is not to be seen', () => {
  const titles = async (who: TestMember | TestOrganization, query: string) =>
    (await searchEvidence(who.grant('evidence:read'), query)).map(({ title }) => title);

  test('of another organization', async () => {
    await unsafeRows(
      `UPDATE "EvidenceItem" SET "title" = 'Lighthouse' WHERE "organizationId" = $1 AND "note" = 'Taken on day 7'`,
      [theirs.organizationId],
    );
    expect(await titles(theirs, 'lighthouse')).toEqual(['Lighthouse']);
    expect(await titles(shop, 'lighthouse')).toEqual([]);
  });

  test('of what somebody is not to know', async () => {
    expect(await titles(shop, 'scan of host')).toHaveLength(8);
    expect(await titles(owner, 'scan of host')).toEqual([]);
    expect(await titles(owner, 'harbour')).toEqual(['Harbour plan of Ona']);
    expect(await titles(assessor, 'harbour')).toEqual([]);
  });

  test.each([
    ['a control owner', () => owner],
    ['an assessor for chosen integrations', () => assessor],
  ])('not with the owner’s rights to %s', async (_who, who) => {
    const asked = read(
      who().grant('evidence:read'),
      (tx) => tx.$queryRaw`SELECT * FROM find_all_evidence('scan', '%scan%', '{}', '', '')`,
    );
    await expect(asked).rejects.toThrow(/looks in that part/);
  });

  test('to somebody whose membership has ended', async () => {
    const former = await shop.addMember();
    const grant = former.grant('evidence:read');
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [former.userId]);
    expect(await searchEvidence(grant, 'scan of host')).toEqual([]);
  });

  test('and holds the app’s role back as every other statement does', async () => {
    const policies = await unsafeRows(
      `SELECT c.relname AS "table", p.polname AS "policy", p.polcmd = 'r' AS "readsOnly",
              (SELECT string_agg(CASE WHEN r.oid = c.relowner THEN 'owner' ELSE r.rolname END, ', ') FROM pg_roles r WHERE r.oid = ANY (p.polroles)) AS "for"
         FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE c.relname IN ('EvidenceItem', 'EvidenceFile') AND p.polname IN ('need_to_know', 'owner_looks_up') ORDER BY 1, 2`,
    );
    const both = (table: string) => [
      { table, policy: 'need_to_know', readsOnly: false, for: 'inplace_app' },
      { table, policy: 'owner_looks_up', readsOnly: true, for: 'owner' },
    ];
    expect(policies).toEqual([...both('EvidenceFile'), ...both('EvidenceItem')]);
  });
});
