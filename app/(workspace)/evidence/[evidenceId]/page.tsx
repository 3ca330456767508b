import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { EventHistory } from '@/components/audit-trail/event-history';
import { EvidenceRecord } from '@/components/evidence/evidence-record';
import { RemovedNotice, RemoveEvidence } from '@/components/evidence/evidence-removal';
import { EvidenceReview } from '@/components/evidence/evidence-review';
import { EvidenceUses } from '@/components/evidence/evidence-uses';
import { EndProposal } from '@/components/evidence/fields/said';
import { SuggestedUses } from '@/components/evidence/suggested-uses';
import { Page } from '@/components/shell/page';
import { Paperclip, Pencil, Upload } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { listSubjectEvents } from '@/lib/audit-trail/queries/list';
import { isNewestSigned } from '@/lib/evidence/policy';
import { cadenceOfUses } from '@/lib/evidence/queries/cadence';
import { getEvidence } from '@/lib/evidence/queries/item';
import { getItemReview } from '@/lib/evidence/queries/review';
import { suggestRequirements } from '@/lib/evidence/queries/suggest';
import { listTargets } from '@/lib/evidence/queries/targets';
import { dayIn } from '@/lib/platform/clock';
import { parsePageId } from '../../page-id';
import {
  archiveEvidenceAction,
  linkEvidenceAction,
  releaseFileAction,
  removeFileAction,
  restoreEvidenceAction,
  reviewEvidenceAction,
  unlinkEvidenceAction,
} from '../actions';

export const metadata: Metadata = { title: 'Evidence' };

export default async function EvidenceItemPage({ params }: PageProps<'/evidence/[evidenceId]'>) {
  const evidenceId = parsePageId((await params).evidenceId);
  const grant = await pageGrant('evidence:read');
  const review = await found(getItemReview(grant, evidenceId));
  const item = await found(getEvidence(grant, evidenceId));
  const subject = { type: 'evidence', id: evidenceId };
  const [targets, events] = await Promise.all([listTargets(grant), listSubjectEvents(grant, subject)]);
  const mayManage = mayAlso(grant, 'evidence:manage');
  const mayChange = mayAlso(grant, 'evidence:attach') && !item.archivedAt;
  const mayReview = mayAlso(grant, 'evidence:review') && !item.archivedAt;
  const isKept = item.keptUntil !== null && item.keptUntil >= dayIn(grant.timeZone);
  const takesFiles = mayChange && item.kind === 'FILE' && !isNewestSigned(item);
  const actions = mayChange && (
    <>
      {mayChange && item.kind === 'FILE' && (
        <LinkButton href={`/evidence/${evidenceId}/files/new?as=version`} size="sm" icon={<Upload />}>
          {item.validUntil ? 'Renew' : 'New version'}
        </LinkButton>
      )}
      {mayChange && item.kind !== 'FILE' && item.validUntil && (
        <LinkButton href={`/evidence/${evidenceId}/edit?as=renewal`} size="sm" icon={<Upload />}>
          Renew
        </LinkButton>
      )}
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
  const decisions = {
    remove: mayChange ? removeFileAction : null,
    release: mayManage ? releaseFileAction : null,
  };
  const suggestions = mayChange
    ? await suggestRequirements(await pageGrant('evidence:attach'), evidenceId)
    : [];
  const cadence = mayChange && item.validUntil === null ? cadenceOfUses(item.uses) : null;
  const proposal = cadence && <EndProposal item={item} cadence={cadence} today={dayIn(grant.timeZone)} />;
  const change = { targets, link: linkEvidenceAction, unlink: unlinkEvidenceAction };
  return (
    <Page crumbs={[{ label: 'Evidence', href: '/evidence' }, { label: item.title }]} actions={actions}>
      <PageHead title={item.title} />
      {item.archivedAt && <RemovedNotice item={item} restore={mayManage ? restoreEvidenceAction : null} />}
      <EvidenceRecord item={item} timeZone={grant.timeZone} decisions={decisions} proposal={proposal}>
        <EvidenceReview
          evidenceId={evidenceId}
          review={review}
          timeZone={grant.timeZone}
          action={mayReview ? reviewEvidenceAction : null}
        />
        <EvidenceUses
          evidenceId={evidenceId}
          uses={item.uses}
          activities={item.activities}
          change={mayChange ? change : null}
        />
        <SuggestedUses evidenceId={evidenceId} suggestions={suggestions} link={linkEvidenceAction} />
        <EventHistory
          events={events}
          timeZone={grant.timeZone}
          subject={mayAlso(grant, 'audit-trail:read') ? `evidence:${evidenceId}` : null}
        />
        {mayManage && !item.archivedAt && (
          <RemoveEvidence item={item} isKept={isKept} archive={archiveEvidenceAction} />
        )}
      </EvidenceRecord>
    </Page>
  );
}
