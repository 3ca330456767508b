import { Archive, CircleCheck, History, type Icon, PenLine } from '@/components/ui/icons';
import type { AssessmentStatus, FindingCounts } from '@/lib/assessment/model';

export type AssessmentStage = { icon: Icon; tone: string; words: string };

/** Where an assessment stands, as icon and word. */
export function assessmentStage(assessment: {
  status: AssessmentStatus;
  isArchived: boolean;
  counts: FindingCounts;
}): AssessmentStage {
  if (assessment.status === 'SIGNED') return { icon: CircleCheck, tone: 'tone-ok', words: 'Signed' };
  if (assessment.status === 'SUPERSEDED')
    return { icon: History, tone: 'text-ink-3', words: 'Corrected since' };
  if (assessment.isArchived) return { icon: Archive, tone: 'text-ink-3', words: 'Archived' };
  return {
    icon: PenLine,
    tone: '',
    words: assessment.counts.UNANSWERED === 0 ? 'All answered' : 'Answering',
  };
}

/** "D-Merchant" → "D": the mark in its box is short, its full name stands beside it or in the title. */
export function questionnaireMark(questionnaireId: string): string {
  return questionnaireId.replace(/^D-.*/, 'D');
}
