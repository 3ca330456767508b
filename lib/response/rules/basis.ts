/**
 * The sum of the versions of a requirement's answer rows. It only ever grows, so the same sum is the same answer: what a
 * review, a use elsewhere or a joint change names to say what its person has seen.
 */
export function basisOf(rows: readonly { version: number }[]): number {
  return rows.reduce((sum, { version }) => sum + version, 0);
}
