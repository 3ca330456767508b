import { describe, expect, test } from 'vitest';
import { makeContent } from '../testing';
import { responsibilityBlocks } from './responsibilities';

const content = makeContent('A', { entity: 'Marlow Outdoor GmbH', officer: 'Daniel Okafor' });

describe('who does what in the report', () => {
  test('is a table per provider, with whom it is met by and where that is agreed', () => {
    const [heading, name, note, table] = responsibilityBlocks({
      ...content,
      responsibilities: [
        {
          providerName: 'Stripe',
          attestationValidUntil: '2026-06-30',
          requirements: [
            { requirementNumber: '6.3.3', responsibility: 'TPSP', agreedIn: 'Matrix, row 14' },
            { requirementNumber: '8.3.1', responsibility: 'SHARED', agreedIn: '' },
            { requirementNumber: '12.8.5', responsibility: 'ENTITY', agreedIn: '' },
          ],
        },
      ],
    });
    expect([heading, name, note]).toMatchObject([
      { text: 'Who does what' },
      { text: 'Stripe' },
      { text: 'Its attestation is relied on until 30 Jun 2026.' },
    ]);
    if (table?.kind !== 'table') throw new Error('no table');
    expect(table.rows.map(([, , ...rest]) => rest)).toEqual([
      ['Stripe', 'Matrix, row 14'],
      ['Shared, by both', '–'],
      ['The entity', '–'],
    ]);
  });

  test('leaves no trace where nothing was said', () => {
    expect(responsibilityBlocks(content)).toEqual([]);
  });
});
