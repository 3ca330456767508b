import { describe, expect, it } from 'vitest';
import { questionnaireIds } from '@/lib/catalogue/model';
import { isComplete, partName, partsOf } from './parts';

describe('parts of the form', () => {
  it.each(questionnaireIds)('SAQ %s opens with the assessed entity and ends with the action plan', (id) => {
    expect(partsOf(id)[0]).toBe('entity');
    expect(partsOf(id).at(-1)).toBe('plan');
    expect(new Set(partsOf(id)).size).toBe(partsOf(id).length);
  });

  it('asks for eligibility in every questionnaire but SAQ D', () => {
    const without = questionnaireIds.filter((id) => !partsOf(id).includes('eligibility'));
    expect(without).toEqual(['D-Merchant', 'D-ServiceProvider']);
  });

  it('asks the P2PE and SPoC merchant for the one solution instead of products', () => {
    expect(partsOf('P2PE')).toContain('p2peSolution');
    expect(partsOf('SPoC')).toContain('spocSolution');
    expect(questionnaireIds.filter((id) => !partsOf(id).includes('products'))).toEqual(['P2PE', 'SPoC']);
  });

  it('asks service providers for services where merchants name channels', () => {
    expect(partsOf('D-ServiceProvider')).toEqual(
      expect.arrayContaining(['services', 'providerRole', 'approach']),
    );
    expect(partsOf('D-ServiceProvider')).not.toContain('channels');
    expect(questionnaireIds.filter((id) => partsOf(id).includes('services'))).toEqual(['D-ServiceProvider']);
  });

  it('keeps the order of the official form', () => {
    expect(partsOf('A').map(partName)).toEqual([
      'Part 1a',
      'Part 1b',
      'Part 2a',
      'Part 2b',
      'Part 2c',
      'Part 2d',
      'Part 2e',
      'Part 2f',
      'Part 2h',
      'Section 2',
      'Part 3',
      'Part 3b',
      'Part 3c',
      'Part 3d',
      'Part 4',
    ]);
  });

  it.each([
    [true, [], true],
    [true, [{ field: 'street', words: 'street' }], false],
    [false, [], false],
  ])('saved: %s, missing: %j makes complete: %s', (isConfirmed, missing, complete) => {
    expect(isComplete({ isConfirmed, missing })).toBe(complete);
  });
});
