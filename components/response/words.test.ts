import { describe, expect, it } from 'vitest';
import { fieldNames, responseFields } from '@/lib/response/model';
import { fieldLabel, withoutStop } from './words';

describe('the name of a field in conflicts and history', () => {
  it('is the label that stands over it', () => {
    expect(fieldLabel('resultNote', { describesResults: false })).toBe('How you know');
    expect(fieldLabel('resultNote', { describesResults: true })).toBe('Results of the testing');
    expect(fieldLabel('planTargetOn', { describesResults: false })).toBe('Plan: to be done by');
  });

  it('is the usual one for every other field', () => {
    for (const field of responseFields) {
      if (field === 'resultNote' || field === 'planTargetOn') continue;
      expect(fieldLabel(field, { describesResults: true })).toBe(fieldNames[field]);
    }
  });
});

describe('a catalogue sentence inside one of ours', () => {
  it.each([
    ['No page is yours.', 'No page is yours'],
    ['No page is yours', 'No page is yours'],
    ['Nothing, e.g. at 6.4.3', 'Nothing, e.g. at 6.4.3'],
  ])('%s', (text, expected) => {
    expect(withoutStop(text)).toBe(expected);
  });
});
