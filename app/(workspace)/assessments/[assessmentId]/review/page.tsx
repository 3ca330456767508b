import type { Metadata, Route } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { ReviewForm } from '@/components/review/review-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { openChecklist } from '@/lib/response/queries';
import { listReviews } from '@/lib/review/queries/reviews';
import { parsePageId } from '../../../page-id';
import { reviewAction } from './actions';

export const metadata: Metadata = { title: 'Review the answers' };

export default async function ReviewPage({ params }: PageProps<'/assessments/[assessmentId]/review'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const grant = await pageGrant('assessment:read');
  const { head, readList } = await found(openChecklist(grant, assessmentId, null));
  const { rows, twoPeople } = await listReviews(grant, assessmentId, await readList());
  const isOpen = head.status === 'OPEN' && head.archivedAt === null;
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' },
        { label: head.name, href: `/assessments/${assessmentId}` as Route },
        { label: 'Review' },
      ]}
    >
      <PageHead title={titleOf(rows)}>
        Compliant is signed only when every answer is reviewed as it stands.{' '}
        {twoPeople
          ? 'Whoever wrote an answer leaves its review to somebody else.'
          : 'Until a second officer joins, you may review your own.'}
      </PageHead>
      <ReviewForm
        assessmentId={assessmentId}
        rows={rows}
        action={isOpen && mayAlso(grant, 'response:review') ? reviewAction : null}
      />
    </Page>
  );
}

function titleOf(rows: readonly { state: string | null }[]): string {
  const waiting = rows.filter(({ state }) => state === 'READY').length;
  const reviewed = rows.filter(({ state }) => state === 'APPROVED').length;
  if (reviewed === rows.length) return 'Every answer is reviewed';
  if (waiting > 0)
    return waiting === 1 ? 'One answer waits for review' : `${waiting} answers wait for review`;
  return `${reviewed} of ${rows.length} answers are reviewed`;
}
