import { describe, expect, it } from 'vitest';
import { currentCatalogueVersionId, getCatalogue } from './queries';
import { asksForCustomizedApproach, isFiltered, parseCatalogueFilter, searchRequirements } from './search';

const catalogue = getCatalogue(currentCatalogueVersionId);
const search = (params: Record<string, string>) =>
  searchRequirements(catalogue, parseCatalogueFilter(params)).map((node) => node.requirementNumber);

describe('searching the catalogue', () => {
  it.each([
    ['8.3.10', ['8.3.10', '8.3.10.1']],
    ['11.6', ['11.6.1']],
    ['11.6.', ['11.6.1']],
    ['a2', ['A2.1.1', 'A2.1.2', 'A2.1.3']],
    ['13.1', []],
    ['payment page tampering', ['6.4.3', '11.6.1']],
  ])('"%s" finds %j', (q, numbers) => {
    expect(search({ q })).toEqual(numbers);
  });

  it('a number does not find its neighbours that begin alike', () => {
    expect(search({ q: '1.2' }).every((number) => number.startsWith('1.2.'))).toBe(true);
    expect(search({ q: '1' }).every((number) => number.startsWith('1.'))).toBe(true);
  });

  it('words are found whatever their case and order, in the question too', () => {
    expect(search({ q: 'SCRIPT payment' })).toEqual(search({ q: 'payment script' }));
    expect(search({ q: 'payment script' })).toContain('6.4.3');
  });

  it('filters go together', () => {
    expect(search({ questionnaire: 'A' })).toHaveLength(27);
    const scans = search({ questionnaire: 'A', evidence: 'scan_report' });
    expect(scans).toContain('11.3.2');
    expect(scans.length).toBeLessThan(27);
    expect(search({ questionnaire: 'A', theme: 'script_integrity' })).toEqual([]);
    expect(search({ theme: 'script_integrity' })).toEqual(expect.arrayContaining(['6.4.3', '11.6.1']));
  });

  it('an address with unknown values shows everything', () => {
    const filter = parseCatalogueFilter({ questionnaire: 'Z', evidence: '__proto__', theme: '', other: '1' });
    expect(isFiltered(filter)).toBe(false);
    expect(searchRequirements(catalogue, filter)).toHaveLength(280);
    expect(parseCatalogueFilter({ q: ['a', 'b'] }).query).toBe('a');
    expect(parseCatalogueFilter({ q: 'x'.repeat(5_000) }).query).toHaveLength(100);
  });

  it.each([
    ['customized approach', true],
    ['Customised', true],
    ['custom code', false],
  ])('"%s" asks for the customized approach: %s', (query, asks) => {
    expect(asksForCustomizedApproach(query)).toBe(asks);
  });
});
