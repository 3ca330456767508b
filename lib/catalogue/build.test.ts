import { describe, expect, it } from 'vitest';
import { buildCatalogue } from './build';
import { files } from './data-4-0-1';

type Json = Record<string, unknown>;

/** A copy of the real files with one thing broken. */
function withFault(
  change: (copy: {
    requirements: { requirements: Json[] } & Json;
    guidance: Json[];
    questionnaires: { questionnaires: Json[] };
    activities: { activities: Json[] };
  }) => void,
) {
  const copy = structuredClone(files);
  change(copy as unknown as Parameters<typeof change>[0]);
  return () => buildCatalogue('test', copy);
}

const first = (list: Json[]): Json => {
  const [entry] = list;
  if (!entry) throw new Error('empty list');
  return entry;
};

describe('a fault in the data stops the start', () => {
  it('the files as they are have none', () => {
    expect(() => buildCatalogue('test', files)).not.toThrow();
  });

  it.each([
    [
      'an unknown field',
      withFault((copy) => {
        first(copy.requirements.requirements).extra = 1;
      }),
      /extra/,
    ],
    [
      'a missing text',
      withFault((copy) => {
        delete first(copy.requirements.requirements).summary;
      }),
      /summary/,
    ],
    [
      'a blank text',
      withFault((copy) => {
        first(copy.requirements.requirements).title = '  ';
      }),
      /title/,
    ],
    [
      'a lost requirement',
      withFault((copy) => {
        copy.requirements.requirements.splice(200, 1);
      }),
      /Catalogue test/,
    ],
    [
      'two nodes in the wrong order',
      withFault((copy) => {
        copy.requirements.requirements.reverse();
      }),
      /out of order/,
    ],
    [
      'a wrong key',
      withFault((copy) => {
        first(copy.requirements.requirements).requirementKey = 'pci-dss:2';
      }),
      /wrong key/,
    ],
    [
      'guidance that is missing',
      withFault((copy) => {
        copy.guidance.pop();
      }),
      /have guidance/,
    ],
    [
      'a questionnaire with a wrong row count',
      withFault((copy) => {
        first(copy.questionnaires.questionnaires).answerRowCount = 28;
      }),
      /27 answer rows/,
    ],
    [
      'an answer that does not exist',
      withFault((copy) => {
        first(copy.questionnaires.questionnaires).responseOptions = ['YES', 'NO', 'IN_PLACE', 'NOT_IN_PLACE'];
      }),
      /responseOptions/,
    ],
    [
      'an activity of an unknown requirement',
      withFault((copy) => {
        first(copy.activities.activities).requirementNumbers = ['9.9.9'];
      }),
      /9\.9\.9/,
    ],
  ])('%s', (_name, build, message) => {
    expect(build).toThrow(message);
  });
});
