import { expect, test } from 'vitest';
import { getCatalogue, getQuestionnaire } from '@/lib/catalogue/queries';
import { reviewStates } from '@/lib/response/model';
import { analysisNeeds } from './frequency';
import { decodeChecklist, encodeChecklist } from './wire';

test('a list arrives as it was sent', () => {
  const list = {
    groups: [
      { requirementNumber: '6', parentNumber: null, title: 'Build, patch and change software securely' },
      { requirementNumber: '6.4', parentNumber: '6', title: 'Web application and payment page defence' },
    ],
    items: [
      {
        requirementNumber: '6.4.3',
        title: 'Scripts',
        evidence: 12,
        tests: 3,
        review: 'RETURNED' as const,
        rowNames: ['Every script is authorized', 'Integrity, too', 'Inventory: reasons'],
        rows: [
          { finding: 'NOT_IN_PLACE' as const, version: 12, facts: 16384 },
          { finding: 'IN_PLACE' as const, version: 1, facts: 0 },
          { finding: null, version: 0, facts: 3 },
        ],
      },
      {
        requirementNumber: '6.5.1',
        title: 'Changes',
        evidence: 0,
        tests: 0,
        review: null,
        rowNames: [],
        rows: [{ finding: null, version: 0, facts: 0 }],
      },
    ],
  };
  expect(decodeChecklist(encodeChecklist(list))).toEqual(list);
});

test.each(reviewStates)('a requirement that is %s is that at the other end', (review) => {
  const item = {
    requirementNumber: '6.5.1',
    title: 'Changes',
    evidence: 3,
    tests: 10,
    review,
    rowNames: [],
    rows: [],
  };
  const [back] = decodeChecklist(encodeChecklist({ items: [item], groups: [] })).items;
  expect(back).toMatchObject({ evidence: 3, tests: 10, review });
});

test('an answer that waits to be confirmed, and a risk beside it, do so at the other end', () => {
  const item = {
    requirementNumber: '6.5.1',
    title: 'Changes',
    evidence: 3,
    tests: 10,
    rowNames: [],
    rows: [],
  };
  const list = {
    items: [
      {
        ...item,
        review: 'CHANGED' as const,
        isUnconfirmed: true,
        hasAcceptedRisk: true,
        hasFailedEvidence: true,
        unmetOn: '2026-11-20',
        frequencyNeed: 'REVIEW' as const,
      },
    ],
    groups: [],
  };
  const [back] = decodeChecklist(encodeChecklist(list)).items;
  expect(back).toMatchObject({
    evidence: 3,
    tests: 10,
    review: 'CHANGED',
    isUnconfirmed: true,
    hasAcceptedRisk: true,
    hasFailedEvidence: true,
    unmetOn: '2026-11-20',
    frequencyNeed: 'REVIEW',
  });
});

test.each(analysisNeeds)('what an answer would owe, %s, is known at the other end', (frequencyNeed) => {
  const item = {
    requirementNumber: '8.6.3',
    title: 'Secrets',
    evidence: 1,
    tests: 2,
    review: null,
    rowNames: [],
    rows: [{ finding: null, version: 0, facts: 0 }],
    frequencyNeed,
  };
  const [back] = decodeChecklist(encodeChecklist({ items: [item], groups: [] })).items;
  expect(back).toEqual(item);
});

test('no title of the catalogue holds what parts lines and columns', () => {
  const { requirements } = getCatalogue('pci-dss-4.0.1');
  const words = requirements.flatMap((node) => [node.title, ...node.answerRows]);
  expect(words.filter((text) => /[\t\n]/.test(text))).toEqual([]);
  expect(getQuestionnaire('pci-dss-4.0.1', 'D-Merchant').requirementNumbers).toHaveLength(233);
});
