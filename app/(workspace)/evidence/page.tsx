import type { Metadata } from 'next';
import { mayAlso, pageGrant } from '@/app/access';
import { EvidenceLibrary } from '@/components/evidence/evidence-library';
import { Page } from '@/components/shell/page';
import { Inbox, Upload } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { listChoices } from '@/lib/evidence/queries/choices';
import { evidenceLimit } from '@/lib/evidence/queries/limit';
import { countEvidence, listEvidence } from '@/lib/evidence/queries/list';
import { parseEvidenceFilter } from '@/lib/evidence/rules';

export const metadata: Metadata = { title: 'Evidence' };

export default async function EvidencePage({ searchParams }: PageProps<'/evidence'>) {
  const filter = parseEvidenceFilter(await searchParams);
  const grant = await pageGrant('evidence:read');
  const mayAttach = mayAlso(grant, 'evidence:attach');
  const [list, counts, choices] = await Promise.all([
    listEvidence(grant, filter),
    countEvidence(grant),
    listChoices(grant),
  ]);
  const add = mayAttach && (
    <>
      {mayAlso(grant, 'evidence:request') && (
        <LinkButton href="/evidence/requests" size="sm" icon={<Inbox />}>
          Requests
        </LinkButton>
      )}
      {counts.ALL > 0 && (
        <LinkButton href="/evidence/new" variant="primary" size="sm" icon={<Upload />}>
          Add evidence
        </LinkButton>
      )}
    </>
  );
  return (
    <Page layout="list" crumbs={[{ label: 'Evidence' }]} actions={add}>
      <PageHead title="Evidence">What proves the answers: files with their hash, links and notes.</PageHead>
      <EvidenceLibrary
        filter={filter}
        counts={counts}
        choices={choices}
        rows={list.rows}
        nextCursor={list.nextCursor}
        maxBytes={mayAttach ? await evidenceLimit(grant) : null}
      />
    </Page>
  );
}
