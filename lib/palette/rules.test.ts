import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestFirst, type Candidate, orderCandidates, rankOf, type Subject, wordsOf } from './rules';

const patches: Subject = {
  number: '6.3.3',
  title: 'Critical patches installed in time',
  text: 'Software is kept free of known weaknesses (see 11.3.1) within 30 days.',
};

describe('what fits', () => {
  test.each<[string, Subject, number | null]>([
    ['6.3.3', patches, 0],
    ['6.3', patches, 1],
    ['6.', patches, 1],
    ['6', patches, 1],
    ['8.3.1', { number: '8.3.10', title: 'x' }, 2],
    ['1', { number: '12.1.1', title: 'x' }, 2],
    ['A1.', { number: 'A1.1.2', title: 'x' }, 1],
    ['a', { number: 'A1.1.2', title: 'x' }, 2],
    ['PATCH', patches, 3],
    ['  time   critical ', patches, 3],
    ['6.3.3 patches', patches, 3],
    ['nstalled', patches, 4],
    ['weaknesses', patches, 5],
    ['30', patches, 5],
    ['6.3.1', patches, null],
    ['3.3', patches, null],
    ['11.3.1', patches, null],
    ['patches backup', patches, null],
    ['', patches, null],
    ['   ', patches, null],
    ['6.3.3', { title: 'Report', text: '6.3.3 11.3.1' }, 5],
    ['6.3.', { title: 'Report', text: '6.3.3 11.3.1' }, 5],
    ['6.3', { title: 'Findings on 6.3.3' }, 4],
    ['.*', patches, null],
  ])('"%s"', (query, subject, rank) => {
    expect(rankOf(wordsOf(query), subject)).toBe(rank);
  });

  test('any text may be typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (query) => {
        const rank = rankOf(wordsOf(query), patches);
        expect(rank === null || (rank >= 0 && rank <= 5)).toBe(true);
      }),
    );
  });

  test('a further word never finds more', () => {
    const word = fc.constantFrom('6', '6.3', 'patches', 'time', 'days', 'x', '30');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, (words, further) => {
        const [before, after] = [rankOf(words, patches), rankOf([...words, further], patches)];
        expect(after === null || (before !== null && after >= before)).toBe(true);
      }),
    );
  });
});

test('the best comes first, and what fits alike stays in its order', () => {
  const titles = ['A report', 'Reports of scans', 'Unreported', 'Scans', 'Report of the year'];
  expect(bestFirst(wordsOf('report'), titles, (title) => ({ title }))).toEqual([
    'A report',
    'Reports of scans',
    'Report of the year',
    'Unreported',
  ]);
});

describe('the order of requirements', () => {
  const candidate = (assessmentId: string, requirementNumber: string, rank: number): Candidate => ({
    assessmentId,
    requirementNumber,
    rank,
  });
  const names = (candidates: readonly Candidate[], current: string | null) =>
    orderCandidates(candidates, current).map((one) => `${one.assessmentId} ${one.requirementNumber}`);

  test('the assessment on the screen comes before what fits better elsewhere', () => {
    const found = [
      candidate('web', '6.3.1', 2),
      candidate('web', '6.3', 0),
      candidate('kiosk', '6.3', 0),
      candidate('kiosk', '6.3.1', 2),
    ];
    expect(names(found, 'kiosk')).toEqual(['kiosk 6.3', 'kiosk 6.3.1', 'web 6.3', 'web 6.3.1']);
    expect(names(found, null)).toEqual(['web 6.3', 'kiosk 6.3', 'web 6.3.1', 'kiosk 6.3.1']);
  });

  test('long texts count only where no title fits, in any assessment', () => {
    const inText = candidate('web', '1.1.1', 5);
    expect(names([inText, candidate('kiosk', '6.3.3', 4)], 'web')).toEqual(['kiosk 6.3.3']);
    expect(names([inText], 'web')).toEqual(['web 1.1.1']);
  });
});
