import { expect, test } from 'vitest';
import { makeContent } from '../testing';
import { acceptedRiskBlocks } from './accepted-risks';

const content = makeContent('A', { entity: 'Marlow Outdoor GmbH', officer: 'Daniel Okafor' });

test('accepted risks stand in a table of their own, beside the answer that they do not change', () => {
  const [first, ...rest] = content.requirements;
  if (!first) throw new Error('no requirement');
  const accepted = {
    row: null,
    risk: 'Patched late',
    reason: 'Replaced in spring',
    acceptedByName: 'Daniel Okafor',
    acceptedByRole: 'Managing director',
    acceptedOn: '2026-11-25',
    reviewOn: '2027-03-31',
  };
  const blocks = acceptedRiskBlocks({
    ...content,
    requirements: [{ ...first, acceptedRisks: [accepted] }, ...rest],
  });
  expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'table']);
  expect(blocks.at(-1)).toMatchObject({
    rows: [
      [
        { text: first.requirementNumber },
        first.title,
        'In Place',
        'Patched late\nWhy: Replaced in spring\nAccepted by Daniel Okafor, Managing director, on 25 Nov 2026. To be looked at again by 31 Mar 2027.',
      ],
    ],
  });
});

test('without any the report has no word of them', () => {
  expect(acceptedRiskBlocks(content)).toEqual([]);
});
