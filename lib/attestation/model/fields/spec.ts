/**
 * What a person sees of a form field: one description for the guided form, the copy sheet and the words about missing
 * fields. What a field accepts stands in the zod schema of its part.
 */
type Base = {
  name: string;
  label: string;
  hint?: string;
  /** Beside the label of what may stay empty: "if it differs". */
  optional?: string;
};

export type PlainField = Base &
  (
    | { kind: 'LINE'; input?: 'tel' | 'email' | 'url' | 'numeric' }
    | { kind: 'TEXT' }
    | { kind: 'DAY' }
    | { kind: 'CHOICE'; choices: readonly { value: string; label: string }[] }
  );

export type FieldSpec =
  | PlainField
  /** `whenYes` is asked when the answer is yes; its texts are kept when it is not. */
  | (Base & { kind: 'YES_NO'; whenYes?: readonly FieldSpec[] })
  | (Base & { kind: 'TICK'; whenYes?: readonly FieldSpec[] })
  /** Rows that a person adds and removes. */
  | (Base & { kind: 'ROWS'; row: string; columns: readonly PlainField[] })
  /** Rows that are given: one per channel, service, criterion or principal requirement. */
  | (Base & { kind: 'GIVEN_ROWS'; key: string; columns: readonly PlainField[] });
