/** "1.2.10" → [1, 2, 10]; appendices come after the twelve principal requirements: "A2.1" → [102, 1]. */
function orderOf(requirementNumber: string): number[] {
  return requirementNumber
    .split('.')
    .map((part) => (part.startsWith('A') ? 100 + Number(part.slice(1)) : Number(part)));
}

/** The standard's order: 1.2.10 after 1.2.9, a requirement before its sub-requirements, appendices last. */
export function compareRequirementNumbers(left: string, right: string): number {
  const a = orderOf(left);
  const b = orderOf(right);
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** "8.3.10.1" → "8": the principal requirement or appendix that a number belongs to. */
export function principalOf(requirementNumber: string): string {
  return requirementNumber.split('.', 1)[0] ?? requirementNumber;
}
