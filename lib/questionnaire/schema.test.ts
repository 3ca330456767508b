import { describe, expect, it } from 'vitest';
import { parseInput } from '@/lib/platform/parse';
import { readRun, recordDecisionInput, recordOverrideInput, runAddress } from './schema';

const entity = '0190a0b0-0000-7000-8000-000000000001';
const webshop = '0190a0b0-0000-7000-8000-000000a1b2c3';

describe('a run in an address', () => {
  it('comes back as it was written', () => {
    const run = {
      legalEntityId: entity,
      integrationIds: [webshop],
      answers: {
        validation: ['SELF'],
        'way.a1b2c3': ['HOSTED_FIELDS'],
        'channels.a1b2c3': ['E_COMMERCE', 'MOTO'],
      },
    };
    const text = runAddress(run).toString();
    expect(parseInput(recordDecisionInput, { run: text }).run).toEqual(run);
  });

  it('leaves out what is no question, no value and no id', () => {
    const run = readRun({
      entity: 'everybody',
      integration: [webshop, 'x', webshop],
      q: 'stored.a1b2c3',
      __proto__x: 'a',
      'constructor.prototype': 'YES',
      'way.a1b2c3': '<script>',
      'stored.a1b2c3': ['NO'],
      'stored.zzz': ['NO'],
      validation: undefined,
    });
    expect(run).toEqual({
      legalEntityId: null,
      integrationIds: [webshop],
      answers: { 'stored.a1b2c3': ['NO'] },
    });
  });

  it('has no answers from the prototype', () => {
    expect(Object.keys(readRun({}).answers)).toEqual([]);
  });
});

describe('what is recorded', () => {
  it('needs a legal entity', () => {
    expect(() => parseInput(recordDecisionInput, { run: 'validation=SELF' })).toThrow();
  });

  it('refuses further fields and texts that are too long', () => {
    expect(() =>
      parseInput(recordDecisionInput, { run: `entity=${entity}`, questionnaireId: 'A' }),
    ).toThrow();
    expect(() =>
      parseInput(recordDecisionInput, { run: `entity=${entity}&x=${'a'.repeat(40_000)}` }),
    ).toThrow();
  });

  it.each([
    ['decidedBy', ' '],
    ['decidedOn', '2026-02-30'],
    ['decidedOn', 'yesterday'],
    ['what', '  '],
    ['questionnaireId', 'A-Z'],
  ])('refuses an override with %s %j, at that field', (field, value) => {
    const input = {
      run: `entity=${entity}`,
      resultId: 'D-Merchant',
      questionnaireId: 'A',
      integrationIds: [webshop],
      decidedBy: 'North Bank, Ms Berg',
      decidedOn: '2026-11-20',
      what: 'SAQ A accepted, mail of that day',
    };
    expect(parseInput(recordOverrideInput, input).questionnaireId).toBe('A');
    try {
      parseInput(recordOverrideInput, { ...input, [field]: value });
      expect.unreachable();
    } catch (error) {
      expect(error).toHaveProperty(['fieldErrors', field]);
    }
  });
});
