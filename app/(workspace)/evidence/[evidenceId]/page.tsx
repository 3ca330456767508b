import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { EventHistory } from '@/components/audit-trail/event-history';
import { EvidenceRecord } from '@/components/evidence/evidence-record';
import { RemovedNotice, RemoveEvidence } from '@/components/evidence/evidence-removal';
import { EvidenceUses } from '@/components/evidence/evidence-uses';
import { Page } from '@/components/shell/page';
import { Paperclip, Pencil } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { listSubjectEvents } from '@/lib/audit-trail/queries/list';
import { isContentFrozen } from '@/lib/evidence/policy';
import { getEvidence } from '@/lib/evidence/queries/item';
import { listTargets } from '@/lib/evidence/queries/targets';
import { parsePageId } from '../../page-id';
import {
  archiveEvidenceAction,
  linkEvidenceAction,
  restoreEvidenceAction,
  unlinkEvidenceAction,
} from '../actions';

export const metadata: Metadata = { title: 'Evidence' };

export default async function EvidenceItemPage({ params }: PageProps<'/evidence/[evidenceId]'>) {
  const evidenceId = parsePageId((await params).evidenceId);
  const grant = await pageGrant('evidence:read');
  const item = await found(getEvidence(grant, evidenceId));
  const subject = { type: 'evidence', id: evidenceId };
  const [targets, events] = await Promise.all([listTargets(grant), listSubjectEvents(grant, subject)]);
  const mayManage = mayAlso(grant, 'evidence:manage');
  const mayChange = mayAlso(grant, 'evidence:attach') && !item.archivedAt;
  const takesFiles = mayChange && item.kind === 'FILE' && !isContentFrozen(item.uses);
  const actions = mayChange && (
    <>
      {takesFiles && (
        <LinkButton href={`/evidence/${evidenceId}/files/new`} size="sm" icon={<Paperclip />}>
          Add files
        </LinkButton>
      )}
      <LinkButton href={`/evidence/${evidenceId}/edit`} size="sm" icon={<Pencil />}>
        Edit
      </LinkButton>
    </>
  );
  const change = { targets, link: linkEvidenceAction, unlink: unlinkEvidenceAction };
  return (
    <Page crumbs={[{ label: 'Evidence', href: '/evidence' }, { label: item.title }]} actions={actions}>
      <PageHead title={item.title} />
      {item.archivedAt && <RemovedNotice item={item} restore={mayManage ? restoreEvidenceAction : null} />}
      <EvidenceRecord item={item} timeZone={grant.timeZone}>
        <EvidenceUses
          evidenceId={evidenceId}
          uses={item.uses}
          activities={item.activities}
          change={mayChange ? change : null}
        />
        <EventHistory
          events={events}
          timeZone={grant.timeZone}
          subject={mayAlso(grant, 'audit-trail:read') ? `evidence:${evidenceId}` : null}
        />
        {mayManage && !item.archivedAt && <RemoveEvidence item={item} archive={archiveEvidenceAction} />}
      </EvidenceRecord>
    </Page>
  );
}
