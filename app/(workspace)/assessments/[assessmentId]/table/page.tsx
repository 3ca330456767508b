import type { Metadata } from 'next';
import { Suspense } from 'react';
import { found, pageGrant } from '@/app/access';
import { frameFirst } from '@/app/frame-first';
import { ChecklistWaiting } from '@/components/response/checklist-waiting';
import { TableWorkspace } from '@/components/response/table/table-workspace';
import type { ChecklistView } from '@/lib/response/model';
import { viewChecklist } from '@/lib/response/view';

export const metadata: Metadata = { title: 'Table mode' };

export default async function TablePage({ params }: PageProps<'/assessments/[assessmentId]/table'>) {
  const { assessmentId } = await params;
  const grant = await pageGrant('assessment:read');
  const { name, view } = await found(viewChecklist(grant, assessmentId));
  return (
    <Suspense fallback={<ChecklistWaiting name={name} />}>
      <Table view={view} />
    </Suspense>
  );
}

async function Table({ view }: { view: () => Promise<ChecklistView> }) {
  return <TableWorkspace view={await frameFirst(view)} />;
}
