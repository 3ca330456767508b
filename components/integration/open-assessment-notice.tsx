import { Notice } from '@/components/ui/notice';
import type { CoveringAssessment } from '@/lib/integration/model';

/** Before editing: an open assessment was chosen for the facts as they stand. */
export function OpenAssessmentNotice({ assessments }: { assessments: readonly CoveringAssessment[] }) {
  const open = assessments.find(({ status }) => status === 'OPEN');
  if (!open) return null;
  return (
    <Notice tone="soon" className="mb-5 max-w-[56rem]" title={`“${open.name}” is open.`}>
      Its questionnaire was chosen for the method and channels as they stand. If you change them, check again
      which SAQ applies; answers are kept.
    </Notice>
  );
}
