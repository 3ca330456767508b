import { describe, expect, it } from 'vitest';
import type { AssessmentLineView, DueActivityView } from './model';
import { headline, heatColumns, heatOf, nextDue, nextStep } from './rules';

const requirement = (
  requirementNumber: string,
  ...rows: Parameters<typeof heatOf>[0][number]['rows'][number]['finding'][]
) => ({
  requirementNumber,
  rows: rows.map((finding) => ({ finding })),
});

describe('the heat of a principal requirement', () => {
  it('shows gaps and unanswered ones beside each other', () => {
    const [six] = heatOf([
      requirement('6.3.3', 'NOT_IN_PLACE'),
      requirement('6.4.2', null),
      requirement('6.5.1', 'IN_PLACE'),
    ]);
    expect(six).toEqual({ principalNumber: '6', total: 3, notInPlace: 1, open: 1, firstNumber: '6.3.3' });
  });

  it('counts a requirement with a gap in one row once, even while another row is open', () => {
    const [six] = heatOf([requirement('6.4.3', null, 'NOT_IN_PLACE', 'IN_PLACE')]);
    expect(six).toMatchObject({ notInPlace: 1, open: 0 });
  });

  it('leads to the first one that waits for an answer, in the standard’s order', () => {
    const [one] = heatOf([
      requirement('1.2.10', null),
      requirement('1.2.9', null),
      requirement('1.1.1', 'IN_PLACE'),
    ]);
    expect(one?.firstNumber).toBe('1.2.9');
  });

  it('takes not applicable as answered', () => {
    expect(heatOf([requirement('9.4.1', 'NOT_APPLICABLE')])[0]).toMatchObject({ notInPlace: 0, open: 0 });
  });

  it('has columns 1 to 12 always and appendices only where one is asked', () => {
    expect(heatColumns([])).toHaveLength(12);
    expect(heatColumns([{ heat: heatOf([requirement('A2.1.1', null)]) }]).at(-1)).toBe('A2');
  });
});

const line = (isSigned: boolean, dueOn: string | null = null) => ({ isSigned, dueOn }) as AssessmentLineView;
const activity = (days: number) => ({ days }) as DueActivityView;

describe('the first line of the overview', () => {
  it.each([
    [[line(false)], [], 'The assessment is still open.'],
    [[line(true)], [], 'The assessment is signed.'],
    [
      [line(false), line(true)],
      [activity(-1)],
      'One of two assessments is still open. One activity is late.',
    ],
    [[line(true), line(true), line(true)], [activity(0)], 'All three assessments are signed.'],
    [
      [line(false), line(false), line(true)],
      [activity(-1), activity(-9)],
      'Two of three assessments are still open. Two activities are late.',
    ],
  ])('says what is true', (assessments, activities, expected) => {
    expect(headline({ assessments, activities, unassessed: [] })).toBe(expected);
  });

  it.each([
    [1, 'The assessment is signed. One integration has no assessment.'],
    [5, 'The assessment is signed. Five integrations have no assessment.'],
  ])('says that %i integrations have none', (count, expected) => {
    const unassessed = Array.from({ length: count }, (_, index) => ({
      integrationId: `${index}`,
      name: 'x',
    }));
    expect(headline({ assessments: [line(true)], activities: [], unassessed })).toBe(expected);
  });

  it('names the nearest deadline of those that are open', () => {
    expect(
      nextDue([
        line(true, '2026-11-30'),
        line(false, '2026-12-15'),
        line(false, '2026-12-15'),
        line(false, '2027-01-31'),
      ]),
    ).toEqual({
      dueOn: '2026-12-15',
      count: 2,
    });
    expect(nextDue([line(false)])).toBeNull();
  });
});

describe('the next step of a new organization', () => {
  it.each([
    [{ legalEntities: 0, providers: 0, integrations: 0, assessments: 0 }, 'LEGAL_ENTITY'],
    [{ legalEntities: 1, providers: 0, integrations: 0, assessments: 0 }, 'INTEGRATION'],
    [{ legalEntities: 1, providers: 1, integrations: 1, assessments: 0 }, 'ASSESSMENT'],
    [{ legalEntities: 1, providers: 1, integrations: 1, assessments: 1 }, null],
  ])('is the first that is missing', (start, expected) => {
    expect(nextStep(start)).toBe(expected);
  });
});
