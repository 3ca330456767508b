/** Values by field name: one for a text or a choice, those that are ticked for checkboxes. */
export type FillValues = Readonly<Record<string, readonly string[]>>;

/** What a field holds after a new choice: only an empty field, or one that an earlier choice filled, is filled. */
export function refilled(value: string, earlier: string, fill: string): string {
  return value.trim() === '' || value === earlier ? fill : value;
}
