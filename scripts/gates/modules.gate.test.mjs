import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../lib/folders.mjs';
import { over } from './over.mjs';
import * as planted from './planted.mjs';
import * as tools from './tools.mjs';

const MODULES_AT_LEAST = 400;

describe('import directions (dependency-cruiser)', () => {
  it('finds nothing in the checkout, and has really read it', () => {
    const { modules, violations } = tools.importDirections();
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThan(MODULES_AT_LEAST);
  });
  it('finds a planted violation of every rule', () => {
    const files = planted.forImports();
    expect(Object.keys(files).sort()).toEqual(tools.importRules().sort());
    const { violations } = over(Object.assign({}, ...Object.values(files)), tools.importDirections);
    const found = new Set(violations.map((line) => line.split(':')[0]));
    expect(Object.keys(files).filter((rule) => !found.has(rule))).toEqual([]);
  });
  it('lets a type pass where only a type is meant', () => {
    const files = {
      'lib/platform/db.ts': 'export type Row = { id: string };\n',
      'lib/report/commands.ts':
        "import type { Row } from '@/lib/platform/db';\n\nexport const idOf = (row: Row): string => row.id;\n",
    };
    expect(over(files, tools.importDirections).violations).toEqual([]);
  });
});

describe('unused code (knip)', () => {
  it('finds nothing in the checkout', () => {
    const { code, words } = tools.knip();
    expect(code, words).toBe(0);
  });
  it('finds each planted violation', () => {
    const { code, words } = over(planted.forKnip, tools.knip);
    expect(code).not.toBe(0);
    expect(planted.knipMustFind.filter((name) => !words.includes(name))).toEqual([]);
  });
});

describe('schema and migrations', () => {
  it('lead to the same database', () => {
    const { code, words } = tools.schemaDrift();
    expect(code, words).toBe(0);
  });
  it('are found apart when the schema has something more', () => {
    const folder = mkdtempSync(join(tmpdir(), 'inplace-schema-'));
    try {
      cpSync(join(projectFolder, 'prisma/schema'), folder, { recursive: true });
      writeFileSync(join(folder, 'drift.prisma'), 'model Drift {\n  id String @id\n}\n');
      const { code, words } = tools.schemaDrift(folder);
      expect(code, words).toBe(2);
      expect(words).toContain('Drift');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
