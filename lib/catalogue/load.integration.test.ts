import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { unsafePool } from '@/lib/platform/db';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { loadCatalogue } from './load';
import type { Catalogue } from './model';
import { currentCatalogueVersionId, getCatalogue } from './queries';

const versionId = currentCatalogueVersionId;
let client: pg.Client;

beforeEach(async () => {
  client = new pg.Client({ connectionString: inject('ownerUrl') });
  await client.connect();
});

afterEach(async () => {
  await loadCatalogue(client, getCatalogue(versionId));
  await client.end();
});

/** The real catalogue under a name of its own, so that other tests keep theirs. */
function ownVersion(change: Partial<Catalogue> = {}): Catalogue {
  return { ...getCatalogue(versionId), catalogueVersionId: `test-${randomUUID()}`, ...change };
}

async function count(table: string, id: string): Promise<number> {
  const [row] = await unsafeRows<{ n: number }>(
    `SELECT count(*)::int AS n FROM "${table}" WHERE "catalogueVersionId" = $1`,
    [id],
  );
  return row?.n ?? -1;
}

async function requirementRow(id: string, key: string) {
  const rows = await unsafeRows<{ title: string; position: number; withdrawn: boolean }>(
    `SELECT "title", "position", "withdrawnAt" IS NOT NULL AS withdrawn FROM "CatalogueRequirement"
      WHERE "catalogueVersionId" = $1 AND "requirementKey" = $2`,
    [id, key],
  );
  return rows[0];
}

describe('loading the catalogue', () => {
  it('the database of every start holds all 366 nodes and ten questionnaires', async () => {
    expect(await count('CatalogueRequirement', versionId)).toBe(366);
    expect(await count('CatalogueQuestionnaire', versionId)).toBe(10);
    const [row] = await unsafeRows<{ keys: string[]; options: string[] }>(
      `SELECT "requirementKeys" AS keys, "responseOptions" AS options FROM "CatalogueQuestionnaire"
        WHERE "catalogueVersionId" = $1 AND "questionnaireId" = 'A'`,
      [versionId],
    );
    expect(row?.keys).toHaveLength(27);
    expect(row?.keys[0]).toBe('pci-dss:2.2.2');
    expect(row?.options).toEqual(['IN_PLACE', 'IN_PLACE_WITH_CCW', 'NOT_APPLICABLE', 'NOT_IN_PLACE']);
  });

  it('is loaded once and found unchanged the second time', async () => {
    const catalogue = ownVersion();
    expect(await loadCatalogue(client, catalogue)).toBe('loaded');
    expect(await loadCatalogue(client, catalogue)).toBe('unchanged');
    expect(await count('CatalogueRequirement', catalogue.catalogueVersionId)).toBe(366);
  });

  it('two loaders at the same time end with one catalogue', async () => {
    const catalogue = ownVersion();
    const second = new pg.Client({ connectionString: inject('ownerUrl') });
    await second.connect();
    try {
      const outcomes = await Promise.all([
        loadCatalogue(client, catalogue),
        loadCatalogue(second, catalogue),
      ]);
      expect(outcomes.sort()).toEqual(['loaded', 'unchanged']);
    } finally {
      await second.end();
    }
  });

  it('a changed text and a vanished requirement leave every answer as it was', async () => {
    const { organizationId } = await makeOrganization();
    const catalogue = ownVersion();
    await loadCatalogue(client, catalogue);
    const before = await answer(organizationId, catalogue.catalogueVersionId);

    const changed = catalogue.requirements
      .filter((node) => node.requirementNumber !== '6.3.3')
      .map((node) => (node.requirementNumber === '8.2.1' ? { ...node, title: 'Words changed' } : node));
    const questionnaires = catalogue.questionnaires.map((questionnaire) => ({
      ...questionnaire,
      requirementNumbers: questionnaire.requirementNumbers.filter((number) => number !== '6.3.3'),
    }));
    const next: Catalogue = {
      ...catalogue,
      requirements: changed,
      requirementByNumber: new Map(changed.map((node) => [node.requirementNumber, node])),
      questionnaires,
    };
    expect(await loadCatalogue(client, next)).toBe('loaded');

    const id = catalogue.catalogueVersionId;
    expect((await requirementRow(id, 'pci-dss:8.2.1'))?.title).toBe('Words changed');
    expect((await requirementRow(id, 'pci-dss:6.3.3'))?.withdrawn).toBe(true);
    expect(await count('CatalogueRequirement', id)).toBe(366);
    expect(await answers(organizationId)).toEqual(before);

    expect(await loadCatalogue(client, catalogue)).toBe('loaded');
    expect((await requirementRow(id, 'pci-dss:6.3.3'))?.withdrawn).toBe(false);
    expect(await answers(organizationId)).toEqual(before);
  });

  it('a load that fails changes nothing', async () => {
    const catalogue = ownVersion();
    const broken: Catalogue = {
      ...catalogue,
      requirements: [...catalogue.requirements, ...catalogue.requirements],
    };
    await expect(loadCatalogue(client, broken)).rejects.toThrow();
    expect(await count('CatalogueRequirement', catalogue.catalogueVersionId)).toBe(0);
    expect((await client.query('SELECT 1 AS usable')).rows).toEqual([{ usable: 1 }]);
  });

  it('the running app cannot write the catalogue', async () => {
    await expect(
      unsafePool().query('UPDATE "CatalogueRequirement" SET "title" = $1', ['mine now']),
    ).rejects.toThrow(/permission denied/);
    await expect(unsafePool().query('DELETE FROM "CatalogueVersion"')).rejects.toThrow(/permission denied/);
  });
});

/** An assessment with two answers, one of them to a requirement that will vanish. */
async function answer(organizationId: string, catalogueVersionId: string) {
  const legalEntityId = randomUUID();
  const assessmentId = randomUUID();
  await unsafeRows(
    `INSERT INTO "LegalEntity" ("organizationId", "id", "name", "entityType") VALUES ($1, $2, 'Shop', 'MERCHANT')`,
    [organizationId, legalEntityId],
  );
  await unsafeRows(
    `INSERT INTO "Assessment" ("organizationId", "id", "legalEntityId", "name", "questionnaireId", "catalogueVersionId", "channels", "periodFrom", "periodTo", "createdById")
     VALUES ($1, $2, $3, 'Shop 2026', 'A', $4, '{E_COMMERCE}', '2026-01-01', '2026-12-31', $5)`,
    [organizationId, assessmentId, legalEntityId, catalogueVersionId, randomUUID()],
  );
  await unsafeRows(
    `INSERT INTO "Response" ("organizationId", "assessmentId", "requirementKey", "row", "catalogueVersionId", "finding", "resultNote", "version")
     VALUES ($1, $2, 'pci-dss:6.3.3', 0, $3, 'IN_PLACE', 'patched on 3 March', 4), ($1, $2, 'pci-dss:8.2.1', 0, $3, 'NOT_IN_PLACE', '', 1)`,
    [organizationId, assessmentId, catalogueVersionId],
  );
  return answers(organizationId);
}

function answers(organizationId: string) {
  return unsafeRows('SELECT * FROM "Response" WHERE "organizationId" = $1 ORDER BY "requirementKey"', [
    organizationId,
  ]);
}
