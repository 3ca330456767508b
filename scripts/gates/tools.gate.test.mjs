import { describe, expect, it } from 'vitest';
import { over } from './over.mjs';
import * as planted from './planted.mjs';
import * as tools from './tools.mjs';

describe('format and lint (Biome)', () => {
  it('finds nothing in the checkout', () => {
    const { code, words } = tools.biome();
    expect(code, words).toBe(0);
  });
  it('finds each planted violation', () => {
    const { code, words } = over(planted.forBiome, tools.biome);
    expect(code).not.toBe(0);
    expect(planted.biomeMustFind.filter((rule) => !words.includes(rule))).toEqual([]);
  });
});

describe('promises (oxlint)', () => {
  it('finds nothing in the checkout', () => {
    const { code, words } = tools.oxlint();
    expect(code, words).toBe(0);
  });
  it('finds each planted violation', () => {
    const { code, words } = over(planted.forOxlint, tools.oxlint);
    expect(code).not.toBe(0);
    expect(planted.oxlintMustFind.filter((rule) => !words.includes(rule))).toEqual([]);
  });
});

describe('types (tsc)', () => {
  it('finds nothing in the checkout', () => {
    const routes = tools.routeTypes();
    expect(routes.code, routes.words).toBe(0);
    const { code, words } = tools.typescript();
    expect(code, words).toBe(0);
  });
  it('finds each planted violation', () => {
    const { code, words } = over(planted.forTypescript, tools.typescript);
    expect(code).not.toBe(0);
    expect(planted.typescriptMustFind.filter((error) => !words.includes(error))).toEqual([]);
  });
});
