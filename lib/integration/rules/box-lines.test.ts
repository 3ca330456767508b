import { describe, expect, it } from 'vitest';
import { boxLines } from './box-lines';

const box = (title: string, note: string, letters = 15) =>
  boxLines({ title, note, holdsCardData: true }, letters);

describe('the lines of a box', () => {
  it.each([
    ['what fits stays on a line each', 'Adyen', 'provider', ['Adyen'], ['provider']],
    [
      'a long name takes two',
      'Kassenwerk Payments GmbH',
      'provider',
      ['Kassenwerk', 'Payments GmbH'],
      ['provider'],
    ],
    [
      'a long note takes two under a short title',
      'Card networks',
      'through Kassenwerk Payments',
      ['Card networks'],
      ['through', 'Kassenwerk Pay…'],
    ],
    [
      'under a title of two lines a note has one',
      'Kassenwerk Payments',
      'through Kassenwerk Payments',
      ['Kassenwerk', 'Payments'],
      ['through Kassen…'],
    ],
    ['a word that is too long is cut', 'Zahlungsabwicklung AG', 'x', ['Zahlungsabwick…', 'AG'], ['x']],
    [
      'a third line is cut off the second',
      'One name that goes on and on',
      'x',
      ['One name that', 'goes on and on'],
      ['x'],
    ],
  ])('%s', (_, title, note, titles, notes) => {
    expect(box(title, note)).toEqual({ titles, notes });
  });
});
