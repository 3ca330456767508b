import { describe, expect, test } from 'vitest';
import { AppError } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import { recordTestInput, withdrawTestInput } from './schema';

const good = {
  methods: ['EXAMINED'],
  examined: 'The rules of the gateway',
  performedByName: 'Hanne Vik',
  performedOn: '2026-11-18',
  result: 'MET',
};

function refusals(input: unknown): Record<string, string[]> {
  try {
    parseInput(recordTestInput, input);
  } catch (error) {
    if (error instanceof AppError) return error.fieldErrors ?? {};
    throw error;
  }
  return {};
}

describe('a test as it arrives', () => {
  test('takes the least, and fills in the rest', () => {
    expect(parseInput(recordTestInput, good)).toEqual({
      ...good,
      row: null,
      asked: '',
      askedOf: '',
      performedById: null,
      population: '',
      sample: '',
      note: '',
    });
  });

  test.each<[string, object, string, RegExp]>([
    ['no method', { methods: [] }, 'methods', /Choose how it was tested/],
    ['an unknown method', { methods: ['GUESSED'] }, 'methods.0', /does not exist/],
    ['nothing examined', { examined: ' \n' }, 'examined', /what was examined or observed/],
    ['nothing observed', { methods: ['OBSERVED'], examined: '' }, 'examined', /what was examined/],
    ['nothing asked', { methods: ['INTERVIEWED'], askedOf: 'Ada, owner' }, 'asked', /what was asked/],
    ['nobody asked', { methods: ['INTERVIEWED'], asked: 'Why?' }, 'askedOf', /role and name/],
    ['nobody who tested', { performedByName: '' }, 'performedByName', /who tested/],
    ['no day', { performedOn: '' }, 'performedOn', /Enter a date/],
    ['a day that never is', { performedOn: '2026-02-30' }, 'performedOn', /does not exist/],
    ['no result', { result: '' }, 'result', /Choose what came of it/],
    ['100 KB of text', { examined: 'x'.repeat(100_000) }, 'examined', /at most 5,000 characters/],
    ['100 KB of sample', { sample: 'x'.repeat(100_000) }, 'sample', /at most 1,000 characters/],
    ['a card number', { examined: 'Saw 4111 1111 1111 1111 in a log' }, 'examined', /card number/],
    ['a card number in the sample', { sample: '4111111111111111' }, 'sample', /card number/],
    ['a card number in the note', { note: '5555-5555-5555-4444' }, 'note', /card number/],
    ['a row below the first', { row: -1 }, 'row', /./],
    ['a field of the server', { createdById: 'x' }, 'form', /not known here/],
  ])('%s is refused at its field', (_words, change, field, words) => {
    expect(refusals({ ...good, ...change })[field]?.join(' ')).toMatch(words);
  });

  test('drops the words of a method that was not used, and doubles', () => {
    const input = { ...good, asked: 'Why?', askedOf: 'Ada', methods: ['OBSERVED', 'EXAMINED', 'OBSERVED'] };
    const parsed = parseInput(recordTestInput, input);
    expect(parsed).toMatchObject({ asked: '', askedOf: '', methods: ['EXAMINED', 'OBSERVED'] });
    const asked = parseInput(recordTestInput, { ...input, methods: ['INTERVIEWED'] });
    expect(asked).toMatchObject({ examined: '', asked: 'Why?', askedOf: 'Ada' });
  });

  test('is withdrawn with a reason only', () => {
    const withdraw = { testId: '0192d3a0-0000-7000-8000-000000000000', version: 1 };
    expect(withdrawTestInput.safeParse({ ...withdraw, reason: '  ' }).error?.issues).toMatchObject([
      { path: ['reason'], message: 'Enter why it does not count.' },
    ]);
    expect(withdrawTestInput.safeParse({ ...withdraw, reason: 'Wrong server' }).success).toBe(true);
  });
});
