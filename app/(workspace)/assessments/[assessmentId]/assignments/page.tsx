import type { Metadata, Route } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { AssignmentForm } from '@/components/assignment/assignment-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { listAssignees, listAssignments } from '@/lib/assignment/queries';
import { openChecklist } from '@/lib/response/queries';
import { parsePageId } from '../../../page-id';
import { changeAssignmentsAction } from './actions';

export const metadata: Metadata = { title: 'Who answers what' };

export default async function AssignmentsPage({
  params,
  searchParams,
}: PageProps<'/assessments/[assessmentId]/assignments'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const { requirement } = await searchParams;
  const grant = await pageGrant('assessment:read');
  const { head, readList } = await found(openChecklist(grant, assessmentId, null));
  const groups = await listAssignments(grant, assessmentId, await readList());
  const isOpen = head.status === 'OPEN' && head.archivedAt === null;
  const mayManage = isOpen && mayAlso(grant, 'assignment:manage');
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' },
        { label: head.name, href: `/assessments/${assessmentId}` as Route },
        { label: 'Who answers what' },
      ]}
    >
      <PageHead title="Who answers what">
        A control owner sees the requirements that are assigned to them, and nothing else.
      </PageHead>
      <AssignmentForm
        assessmentId={assessmentId}
        groups={groups}
        asked={typeof requirement === 'string' ? requirement : null}
        manage={
          mayManage
            ? {
                people: await listAssignees(await pageGrant('assignment:manage')),
                action: changeAssignmentsAction,
              }
            : null
        }
      />
    </Page>
  );
}
