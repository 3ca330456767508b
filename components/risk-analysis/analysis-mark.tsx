import { Archive, FileCheck2, FileClock, FilePenLine } from '@/components/ui/icons';
import { formatDay } from '@/lib/platform/format';
import type { AnalysisState } from '@/lib/response/rules/frequency';

const looks = {
  VALID: { icon: FileCheck2, tone: '', words: 'valid until' },
  OVERDUE: { icon: FileClock, tone: 'tone-late', words: 'review overdue since' },
  DRAFT: { icon: FilePenLine, tone: 'tone-soon', words: 'draft' },
  ARCHIVED: { icon: Archive, tone: 'text-ink-3', words: 'archived' },
} as const;

/** Where an analysis stands: icon, word and day. */
export function AnalysisMark({ state, nextReviewOn }: { state: AnalysisState; nextReviewOn: string | null }) {
  const { icon: Icon, tone, words } = looks[state];
  const hasDay = (state === 'VALID' || state === 'OVERDUE') && nextReviewOn !== null;
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap align-middle ${tone}`}>
      <Icon className="size-3.5" />
      {words} {hasDay && formatDay(nextReviewOn)}
    </span>
  );
}
