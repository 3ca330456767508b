import type { PresentView } from './model';

/** "Sam Okafor is writing", "Sam Okafor and 2 others are here"; empty where nobody is. Whoever writes comes first. */
export function presentInWords(people: readonly PresentView[]): string {
  const [first, ...others] = people;
  if (!first) return '';
  if (first.isWriting) return `${first.name} is writing`;
  if (others.length === 0) return `${first.name} is here`;
  return `${first.name} and ${others.length === 1 ? 'another' : `${others.length} others`} are here`;
}
