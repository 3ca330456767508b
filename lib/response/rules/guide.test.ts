import { describe, expect, test } from 'vitest';
import { getCatalogue, listQuestionnaireRequirements } from '@/lib/catalogue/queries';
import { guideOf, guidesOf } from './guide';
import { webNoteFor } from './web-note';

const catalogue = getCatalogue('pci-dss-4.0.1');

describe('the guide of a requirement', () => {
  test('is there for everything that SAQ D asks', () => {
    for (const { requirementNumber } of listQuestionnaireRequirements('pci-dss-4.0.1', 'D-Merchant')) {
      expect(guideOf(catalogue, requirementNumber)?.question).toBeTruthy();
    }
  });

  test('names what superseded it and the periodic duties it carries', () => {
    expect(guideOf(catalogue, '6.4.1')).toMatchObject({
      supersededBy: '6.4.2',
      supersededSince: '2025-03-31',
    });
    expect(guideOf(catalogue, '11.3.2')?.activities.length).toBeGreaterThan(0);
  });

  test('does not exist for sections and unknown numbers', () => {
    expect(guideOf(catalogue, '6.3')).toBeNull();
    expect(guideOf(catalogue, '99.1')).toBeNull();
  });

  test('comes by principal requirement, appendices too', () => {
    expect(guidesOf(catalogue, '1').every((guide) => guide.requirementNumber.startsWith('1.'))).toBe(true);
    expect(guidesOf(catalogue, 'A2').map((guide) => guide.requirementNumber)).toContain('A2.1.1');
  });
});

describe('the web note', () => {
  const note = catalogue.guidanceByNumber.get('11.6.1')?.ecommerce ?? '';

  test('marks the part that concerns the method', () => {
    const concerning = (method: Parameters<typeof webNoteFor>[1][number]) =>
      webNoteFor(note, [method])
        ?.filter((part) => part.concerns)
        .map((part) => part.text);
    expect(concerning('HOSTED_REDIRECT')).toEqual(['Redirect: not applicable;']);
    expect(concerning('HOSTED_FIELDS')).toEqual(['embedded form: watch the parent page;']);
    expect(concerning('DIRECT_POST')).toEqual(['direct post or own API: watch the entire page you serve.']);
    expect(concerning('SERVER_API')).toEqual(['direct post or own API: watch the entire page you serve.']);
  });

  test('a note that names no method concerns them all', () => {
    expect(webNoteFor('List gateway and host.', ['DIRECT_POST'])).toEqual([
      { text: 'List gateway and host.', concerns: true },
    ]);
  });

  test('is not shown for terminals', () => {
    expect(webNoteFor(note, ['TERMINAL_IP', 'IMPRINTER'])).toBeNull();
  });
});
