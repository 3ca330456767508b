import type { FieldSpec } from './spec';

// The head of section 2 and parts 3 to 4, in our own words.

export const completionFields: readonly FieldSpec[] = [
  {
    kind: 'DAY',
    name: 'completedOn',
    label: 'The self-assessment was completed on',
    hint: 'The day the last answer was settled.',
  },
  {
    kind: 'YES_NO',
    name: 'legalConstraint',
    label: 'Is a requirement Not in Place because a law forbids it?',
    hint: 'A law, a regulation or a regulator’s rule. Contracts and legal advice do not count.',
  },
];

export const resultFields: readonly FieldSpec[] = [
  {
    kind: 'DAY',
    name: 'targetOn',
    label: 'Compliant by',
    hint: 'The target date that a Non-Compliant attestation states.',
  },
  {
    kind: 'YES_NO',
    name: 'planRequested',
    label: 'Does the acquirer ask for an action plan?',
    hint: 'Only then part 4 is filled in.',
  },
];

/** Offered beside part 3 while answers or their texts are missing. */
export const signIncompleteField: FieldSpec = {
  kind: 'TICK',
  name: 'signIncomplete',
  label: 'Sign as Non-Compliant although answers are missing',
  hint: 'The attestation names every requirement that is still open.',
};

export const officerFields: readonly FieldSpec[] = [
  {
    kind: 'LINE',
    name: 'name',
    label: 'Name of the executive officer',
    hint: 'To sign here, the officer signs in with an account of this name.',
  },
  { kind: 'LINE', name: 'title', label: 'Title' },
];

const help: readonly FieldSpec[] = [
  { kind: 'TICK', name: 'performedTesting', label: 'The assessor performed testing' },
  {
    kind: 'TICK',
    name: 'otherHelp',
    label: 'The assessor helped in other ways',
    whenYes: [{ kind: 'TEXT', name: 'otherHelpDescription', label: 'In which ways' }],
  },
];

export const qsaFields: readonly FieldSpec[] = [
  {
    kind: 'YES_NO',
    name: 'involved',
    label: 'Did a QSA take part in this assessment?',
    whenYes: [
      ...help,
      { kind: 'LINE', name: 'leadName', label: 'Lead QSA' },
      { kind: 'DAY', name: 'leadSignedOn', label: 'Lead QSA signed on', optional: 'empty: signs on paper' },
      { kind: 'LINE', name: 'officerName', label: 'Authorised officer of the QSA company' },
      { kind: 'DAY', name: 'officerSignedOn', label: 'Officer signed on', optional: 'empty: signs on paper' },
      { kind: 'LINE', name: 'company', label: 'QSA company' },
    ],
  },
];

export const isaFields: readonly FieldSpec[] = [
  { kind: 'YES_NO', name: 'involved', label: 'Did an ISA take part in this assessment?', whenYes: help },
];

export const planFields: readonly FieldSpec[] = [
  {
    kind: 'GIVEN_ROWS',
    name: 'items',
    label: 'Requirements with a gap',
    key: 'principalNumber',
    columns: [
      { kind: 'DAY', name: 'targetOn', label: 'Met by' },
      { kind: 'TEXT', name: 'actions', label: 'What will be done' },
    ],
  },
];
