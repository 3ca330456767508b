import { describe, expect, it } from 'vitest';
import { proposeRecipients } from './recipients';

type Choices = Parameters<typeof proposeRecipients>[1];
const north = { id: 'north', nextDueOn: '2027-01-31' };
const south = { id: 'south', nextDueOn: null };
const number = (id: string, acquirerId: string) => ({ id, acquirerId });
const choices = (acquirers: Choices['acquirers'], merchantIds: Choices['merchantIds'] = []): Choices => ({
  acquirers,
  merchantIds,
});

describe('who receives a new assessment, as it is proposed', () => {
  it.each([
    ['the only acquirer of a merchant', 'A', choices([north]), ['north'], [], ['2027-01-31']],
    ['none of several without a merchant id', 'A', choices([north, south]), [], [], []],
    [
      'the acquirer of the only merchant id',
      'D-Merchant',
      choices([north, south], [number('4711', 'north')]),
      ['north'],
      ['4711'],
      ['2027-01-31'],
    ],
    [
      'deadlines, but no tick, of the acquirers of several merchant ids',
      'A-EP',
      choices([north, south], [number('1', 'north'), number('2', 'south')]),
      [],
      [],
      ['2027-01-31', null],
    ],
    ['nobody for a service provider', 'D-ServiceProvider', choices([north]), [], [], []],
    [
      'nobody for a service provider that is a merchant, too',
      'D-ServiceProvider',
      choices([north], [number('4711', 'north')]),
      [],
      [],
      [],
    ],
  ] as const)('%s', (_, questionnaireId, given, acquirerIds, merchantIdIds, deadlines) => {
    expect(proposeRecipients(questionnaireId, given)).toEqual({ acquirerIds, merchantIdIds, deadlines });
  });
});
