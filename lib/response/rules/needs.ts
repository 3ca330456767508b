import type { AnswerForm, ChecklistItem } from '../model';
import { needOfItem, shortNeedWords } from './frequency';
import { needInWords } from './obligations';
import { claimInWords, countAnsweredRows, isUnanswered } from './progress';

type Item = Pick<
  ChecklistItem,
  | 'requirementNumber'
  | 'rows'
  | 'isUnconfirmed'
  | 'evidence'
  | 'tests'
  | 'frequencyNeed'
  | 'unmetOn'
  | 'hasFailedEvidence'
>;

/** What the answers of a requirement still lack, in a few words: rows, texts, then what a claim lacks. Empty when nothing. */
export function needsOf(item: Item, form: AnswerForm): string {
  const answered = countAnsweredRows(item.rows);
  if (answered > 0 && answered < item.rows.length) return `${answered} of ${item.rows.length} rows answered`;
  const needed = item.rows.map((row) => needInWords(row, form)).find((words) => words !== '');
  const claim = claimInWords(item);
  const need = needOfItem(item);
  return needed ?? (need && shortNeedWords[need]) ?? (claim && `Claimed: ${claim}`);
}

/** The same for whoever has to see to it: an answer that is missing, or waits to be confirmed, is something to do as well. */
export function toDoInWords(item: Item, form: AnswerForm): string {
  const needs = needsOf(item, form);
  if (needs) return needs;
  if (item.isUnconfirmed) return 'To be confirmed';
  return isUnanswered(item) ? 'Unanswered' : '';
}
