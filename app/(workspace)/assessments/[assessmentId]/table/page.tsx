import type { Metadata } from 'next';
import { found, pageGrant } from '@/app/access';
import { TableWorkspace } from '@/components/response/table/table-workspace';
import { viewChecklist } from '@/lib/response/view';

export const metadata: Metadata = { title: 'Table mode' };

export default async function TablePage({ params }: PageProps<'/assessments/[assessmentId]/table'>) {
  const { assessmentId } = await params;
  const grant = await pageGrant('assessment:read');
  return <TableWorkspace view={await found(viewChecklist(grant, assessmentId))} />;
}
