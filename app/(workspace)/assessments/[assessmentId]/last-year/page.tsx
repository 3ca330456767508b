import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { found, mayAlso, pageGrant } from '@/app/access';
import { CarriedForm } from '@/components/carry-over/carried-form';
import { Page } from '@/components/shell/page';
import { EmptyState } from '@/components/ui/empty-state';
import { History } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { listCarried } from '@/lib/carry-over/queries';
import { dayIn } from '@/lib/platform/clock';
import { formatInstant } from '@/lib/platform/format';
import { openChecklist } from '@/lib/response/queries';
import { parsePageId } from '../../../page-id';
import { undoManyAction } from '../table/actions';
import { confirmCarriedAction } from './actions';

const actions = { confirm: confirmCarriedAction, undo: undoManyAction };

export const metadata: Metadata = { title: 'Answers of last year' };

export default async function LastYearPage({ params }: PageProps<'/assessments/[assessmentId]/last-year'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const grant = await pageGrant('assessment:read');
  const { head, readList } = await found(openChecklist(grant, assessmentId, null));
  const checklist = await readList();
  const carried = await listCarried(grant, assessmentId, checklist);
  const isOpen = head.status === 'OPEN' && head.archivedAt === null;
  const open = carried?.lines.filter(({ isAnswered }) => !isAnswered).length ?? 0;
  const crumbs = [
    { label: 'Assessments', href: '/assessments' as Route },
    { label: head.name, href: `/assessments/${assessmentId}` as Route },
    { label: 'Last year' },
  ];
  if (!carried) {
    return (
      <Page crumbs={crumbs}>
        <PageHead title="Answers of last year" />
        <EmptyState icon={<History />} title="This assessment began without any">
          A new assessment of the same payments offers to start from the last signed one when it is made.
        </EmptyState>
      </Page>
    );
  }
  const { changes } = carried;
  const changed = [
    ...changes.integrations.map((name) => `the integration ${name}`),
    ...changes.providers.map((name) => `the provider ${name}`),
  ];
  return (
    <Page crumbs={crumbs}>
      <PageHead
        title={
          open === 0
            ? 'Every answer of last year has one of this year'
            : `${open} of ${carried.lines.length} answers of last year wait to be confirmed`
        }
      >
        From{' '}
        <Link className="link" href={`/assessments/${changes.fromId}` as Route}>
          {changes.fromName}
        </Link>
        {changes.signedAt && `, signed ${formatInstant(new Date(changes.signedAt), grant.timeZone)}`}. What
        changed most stands first. None of them counts before you confirm it.
      </PageHead>
      {changed.length > 0 && (
        <Notice tone="soon" title="Something changed since then:" className="mb-4">
          {changed.join(', ')}. Look at every answer with that in mind.
        </Notice>
      )}
      <CarriedForm
        assessmentId={assessmentId}
        lines={carried.lines}
        sections={checklist.groups}
        timeZone={grant.timeZone}
        person={{ userId: grant.actor.userId ?? '', name: grant.actor.name }}
        today={dayIn(grant.timeZone)}
        actions={isOpen && mayAlso(grant, 'response:record') ? actions : null}
      />
    </Page>
  );
}
