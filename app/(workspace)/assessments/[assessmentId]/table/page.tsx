import type { Metadata } from 'next';
import { Suspense } from 'react';
import { linkEvidenceAction } from '@/app/(workspace)/evidence/actions';
import { found, mayAlso, pageGrant } from '@/app/access';
import { frameFirst } from '@/app/frame-first';
import { ChecklistWaiting } from '@/components/response/checklist-waiting';
import { TableWorkspace } from '@/components/response/table/table-workspace';
import type { Grant } from '@/lib/access/grant';
import { listAssignees } from '@/lib/assignment/queries';
import type { TableFacts } from '@/lib/checklist-table/model';
import { getTableFacts } from '@/lib/checklist-table/queries';
import { parseRowId } from '@/lib/platform/parse';
import type { ChecklistView } from '@/lib/response/model';
import { viewChecklist } from '@/lib/response/view';
import {
  changeManyAction,
  previewManyAction,
  removeViewAction,
  renameViewAction,
  saveViewAction,
  undoManyAction,
} from './actions';

export const metadata: Metadata = { title: 'Table mode' };

const actions = {
  preview: previewManyAction,
  change: changeManyAction,
  undo: undoManyAction,
  attach: linkEvidenceAction,
  saveView: saveViewAction,
  renameView: renameViewAction,
  removeView: removeViewAction,
};

export default async function TablePage({ params }: PageProps<'/assessments/[assessmentId]/table'>) {
  const { assessmentId } = await params;
  const grant = await pageGrant('assessment:read');
  const { name, view } = await found(viewChecklist(grant, assessmentId));
  return (
    <Suspense fallback={<ChecklistWaiting name={name} />}>
      <Table view={view} grant={grant} assessmentId={assessmentId} />
    </Suspense>
  );
}

type TableProps = {
  view: () => Promise<ChecklistView>;
  grant: Grant<'assessment:read'>;
  assessmentId: string;
};

async function Table({ view, grant, assessmentId }: TableProps) {
  const shown = await frameFirst(view);
  const facts: TableFacts = {
    ...(await getTableFacts(grant, parseRowId(assessmentId))),
    assignees: mayAlso(grant, 'assignment:manage')
      ? await listAssignees(await pageGrant('assignment:manage'))
      : null,
  };
  // As one text: as objects, each value would be wrapped for the browser twice.
  return <TableWorkspace view={shown} facts={JSON.stringify(facts)} actions={actions} />;
}
