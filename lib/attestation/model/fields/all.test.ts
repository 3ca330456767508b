import { describe, expect, it } from 'vitest';
import { type FormPart, formPartNames, formParts } from '../form';
import { partFields } from './all';
import type { FieldSpec } from './spec';
import { signIncompleteField } from './validation';

function namesOf(specs: readonly FieldSpec[]): string[] {
  return specs.flatMap((spec) => [spec.name, ...('whenYes' in spec ? namesOf(spec.whenYes ?? []) : [])]);
}

/** Set from the assessment, never by hand. */
const derived: Partial<Record<FormPart, string[]>> = { channels: ['eCommerce', 'moto', 'cardPresent'] };
const beside: Partial<Record<FormPart, string[]>> = { result: [signIncompleteField.name] };

describe('the fields that a person sees', () => {
  it.each(formPartNames)('part %s shows every field that its schema takes, once', (part) => {
    const shown = [...namesOf(partFields[part]), ...(derived[part] ?? []), ...(beside[part] ?? [])];
    expect(shown.toSorted()).toEqual(Object.keys(formParts[part].shape).toSorted());
  });
});
