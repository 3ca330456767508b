import { CircleCheck, CircleDashed, History, type Icon, PenLine } from '@/components/ui/icons';
import type { CoveringAssessment } from '@/lib/integration/model';

export type Stage = { icon: Icon; tone: string; words: string };

/** How far an integration's assessment is, in one word with its icon. */
export function stageOf(
  assessment: Pick<CoveringAssessment, 'status' | 'answeredCount' | 'requirementCount'> | null,
): Stage {
  if (!assessment) return { icon: CircleDashed, tone: 'text-ink-3', words: 'Not started' };
  if (assessment.status === 'SIGNED') return { icon: PenLine, tone: 'tone-ok', words: 'Signed' };
  if (assessment.status === 'SUPERSEDED')
    return { icon: History, tone: 'text-ink-3', words: 'Corrected since' };
  const isComplete =
    assessment.requirementCount > 0 && assessment.answeredCount === assessment.requirementCount;
  return isComplete
    ? { icon: CircleCheck, tone: '', words: 'All answered' }
    : { icon: PenLine, tone: '', words: 'Answering' };
}
