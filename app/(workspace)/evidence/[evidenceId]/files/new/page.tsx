import type { Metadata, Route } from 'next';
import { notFound } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { FileForm } from '@/components/evidence/file-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { isContentFrozen } from '@/lib/evidence/policy';
import { getEvidence } from '@/lib/evidence/queries/item';
import { env } from '@/lib/platform/env';
import { parsePageId } from '../../../../page-id';

export const metadata: Metadata = { title: 'Add files' };

export default async function AddFilesPage({ params }: PageProps<'/evidence/[evidenceId]/files/new'>) {
  const evidenceId = parsePageId((await params).evidenceId);
  await pageGrant('evidence:attach');
  const item = await found(getEvidence(await pageGrant('evidence:read'), evidenceId));
  if (item.kind !== 'FILE' || item.archivedAt || isContentFrozen(item.uses)) notFound();
  const back = { label: item.title, href: `/evidence/${evidenceId}` as Route };
  return (
    <Page crumbs={[{ label: 'Evidence', href: '/evidence' }, back, { label: 'Add files' }]}>
      <PageHead title={`Add files to ${item.title}`}>
        They join what is there. Nothing is replaced, and each file keeps its own hash.
      </PageHead>
      <FileForm
        address={`/api/evidence/${evidenceId}/files`}
        maxBytes={env().EVIDENCE_MAX_BYTES}
        submitText="Add files"
      />
    </Page>
  );
}
