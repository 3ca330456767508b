import type { Metadata, Route } from 'next';
import { notFound } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { ChangeForm } from '@/components/evidence/change-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { cadenceOfUses } from '@/lib/evidence/queries/cadence';
import { listChoices } from '@/lib/evidence/queries/choices';
import { getEvidence } from '@/lib/evidence/queries/item';
import { dayIn } from '@/lib/platform/clock';
import { parsePageId } from '../../../page-id';
import { changeEvidenceAction } from '../../actions';

export const metadata: Metadata = { title: 'Edit evidence' };

export default async function EditEvidencePage({
  params,
  searchParams,
}: PageProps<'/evidence/[evidenceId]/edit'>) {
  const evidenceId = parsePageId((await params).evidenceId);
  await pageGrant('evidence:attach');
  const grant = await pageGrant('evidence:read');
  const item = await found(getEvidence(grant, evidenceId));
  if (item.archivedAt) notFound();
  // Files are renewed by a new version.
  const isRenewal = (await searchParams).as === 'renewal' && item.kind !== 'FILE';
  const text = isRenewal ? 'Renew' : 'Edit';
  const back = { label: item.title, href: `/evidence/${evidenceId}` as Route };
  return (
    <Page crumbs={[{ label: 'Evidence', href: '/evidence' }, back, { label: text }]}>
      <PageHead title={`${text} ${item.title}`}>
        {isRenewal && 'Look again at what it shows, and say until when that is valid.'}
      </PageHead>
      <ChangeForm
        item={item}
        today={dayIn(grant.timeZone)}
        choices={await listChoices(grant)}
        cadence={cadenceOfUses(item.uses)}
        isRenewal={isRenewal}
        action={changeEvidenceAction}
      />
    </Page>
  );
}
