import { showToast } from '@/components/ui/toast-store';
import { maxText } from '@/lib/response/model';
import type { TestView } from '@/lib/test-record/model';
import { describeResults, testsOfRow } from '@/lib/test-record/rules';

/** The described results of an answer: read as they stand on the screen, written through the answer's own save. */
export type ResultNotes = {
  /** Answer rows whose answer asks for described results. */
  rows: readonly number[];
  /** null while the text is not fetched yet. */
  read: (row: number) => string | null;
  write: (changes: readonly (readonly [row: number, text: string])[]) => void;
  undo: () => void;
};

/** Puts the tests below what is written already. Only on request: what the form says is the person's own text. */
export function copyToResults(notes: ResultNotes, tests: readonly TestView[]): void {
  const changes: [number, string][] = [];
  for (const row of notes.rows) {
    const before = notes.read(row);
    if (before === null) {
      showToast({ message: 'The answer is still on its way. Try again in a moment.', tone: 'late' });
      return;
    }
    const after = describeResults(before, testsOfRow(tests, row));
    if (after.length > maxText) {
      const most = maxText.toLocaleString('en');
      showToast({
        message: `The results would be longer than ${most} characters. Shorten what stands there, or the tests.`,
        tone: 'late',
      });
      return;
    }
    if (after !== before) changes.push([row, after]);
  }
  if (changes.length === 0) {
    showToast({ message: 'The described results say all of this already.' });
    return;
  }
  notes.write(changes);
  showToast({
    message: 'The tests stand in the described results.',
    action: { text: 'Undo', run: notes.undo },
  });
}
