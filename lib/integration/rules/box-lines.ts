import type { FlowBox } from './data-flow';

/** Lines that fit into the height of a box. */
const LINES = 3;

/** Title and note of a box in lines of so many letters: the title may take two, the note what is left. */
export function boxLines({ title, note }: FlowBox, letters: number): { titles: string[]; notes: string[] } {
  const titles = wrap(title, letters, 2);
  return { titles, notes: wrap(note, letters, Math.min(2, LINES - titles.length)) };
}

function wrap(text: string, letters: number, most: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= letters || line === '' || lines.length === most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => (line.length > letters ? `${line.slice(0, letters - 1)}…` : line));
}
