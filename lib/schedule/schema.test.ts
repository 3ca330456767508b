import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/platform/errors';
import { formObject, parseInput } from '@/lib/platform/parse';
import {
  addActivityInput,
  archiveActivityInput,
  changeActivityInput,
  completeOccurrenceInput,
  recordEventInput,
} from './schema';

const id = '0195d3a0-0000-7000-8000-000000000001';

function errorsOf(work: () => unknown): Record<string, string[]> {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.fieldErrors ?? {};
    throw error;
  }
  return {};
}

describe('marking as done', () => {
  const valid = { occurrenceId: id, version: '2', completedOn: '2026-11-24', result: 'ok' };

  it('reads a form as the browser sends it', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(valid)) form.append(name, value);
    form.append('evidenceIds[]', id);
    form.append('wholeSeries', 'on');
    form.append('$ACTION_ID_x', '');
    expect(parseInput(completeOccurrenceInput, formObject(form))).toEqual({
      occurrenceId: id,
      version: 2,
      completedOn: '2026-11-24',
      result: 'ok',
      lateCause: '',
      evidenceIds: [id],
      wholeSeries: true,
    });
  });

  it.each([
    ['a day that does not exist', { completedOn: '2026-02-30' }, 'completedOn'],
    ['no day', { completedOn: '' }, 'completedOn'],
    ['an operator object instead of an id', { occurrenceId: { not: null } }, 'occurrenceId'],
    ['a version that is no number', { version: 'new' }, 'version'],
    ['an id of evidence that is none', { evidenceIds: ['1'] }, 'evidenceIds.0'],
    ['too much evidence', { evidenceIds: Array.from({ length: 51 }, () => id) }, 'evidenceIds'],
    ['invisible control characters', { result: 'a\u0000b' }, 'result'],
    ['a text without end', { result: 'x'.repeat(10_001) }, 'result'],
    ['another field', { organizationId: id }, 'form'],
  ])('%s is refused at its field', (_name, change, field) => {
    expect(errorsOf(() => parseInput(completeOccurrenceInput, { ...valid, ...change }))).toHaveProperty([
      field,
    ]);
  });
});

describe('planning and changing', () => {
  const cadence = { every: '3', unit: 'month' };

  it.each([
    ['', null],
    [' 12 ', 12],
    ['999', 999],
  ])('"%s" months are read as %s', (every, expected) => {
    const input = parseInput(changeActivityInput, { activityId: id, version: 1, every, unit: 'month' });
    expect(input.every).toBe(expected);
  });

  it.each(['0', '-1', '1.5', '1000', 'three', '1e2'])('every "%s" is refused', (every) => {
    const input = { activityId: id, version: 1, every, unit: 'month' };
    expect(errorsOf(() => parseInput(changeActivityInput, input))).toHaveProperty('every');
  });

  it.each([
    ['8.6.3, 11.3.2', ['8.6.3', '11.3.2']],
    ['A2.1.1', ['A2.1.1']],
    ['', []],
  ])('requirement numbers "%s" are read as %j', (requirementNumbers, expected) => {
    expect(
      parseInput(addActivityInput, { title: 'x', ...cadence, requirementNumbers }).requirementNumbers,
    ).toEqual(expected);
  });

  it.each([
    ['no title', { title: '  ' }, 'title'],
    ['line breaks in the title', { title: 'a\nb' }, 'title'],
    ['words as a requirement number', { requirementNumbers: 'firewall' }, 'requirementNumbers.0'],
    ['an unknown unit', { unit: 'decade' }, 'unit'],
    ['an integration that is no id', { integrationId: 'shop' }, 'integrationId'],
  ])('%s is refused at its field', (_name, change, field) => {
    expect(
      errorsOf(() => parseInput(addActivityInput, { title: 'x', ...cadence, ...change })),
    ).toHaveProperty([field]);
  });

  it('taking out needs a reason, recording an event needs a day', () => {
    const archive = { activityId: id, version: 1, reason: '' };
    expect(errorsOf(() => parseInput(archiveActivityInput, archive))).toHaveProperty('reason');
    expect(errorsOf(() => parseInput(recordEventInput, { activityId: id }))).toHaveProperty('completedOn');
  });
});
