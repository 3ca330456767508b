import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { RequestList } from '@/components/evidence-request/request-list';
import { Page } from '@/components/shell/page';
import { Plus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { requestStates } from '@/lib/evidence-request/model';
import { listRequests } from '@/lib/evidence-request/queries/list';
import { rowId } from '@/lib/platform/parse';

export const metadata: Metadata = { title: 'Requests for evidence' };

export default async function RequestsPage({ searchParams }: PageProps<'/evidence/requests'>) {
  const asked = await searchParams;
  const state = requestStates.find((one) => one.toLowerCase() === asked.state) ?? 'OPEN';
  const before = rowId.safeParse(asked.before).data ?? null;
  const grant = await pageGrant('evidence:request');
  const list = await listRequests(grant, state, before);
  const add = (
    <LinkButton href="/evidence/requests/new" variant="primary" size="sm" icon={<Plus />}>
      Ask for evidence
    </LinkButton>
  );
  return (
    <Page
      layout="list"
      crumbs={[{ label: 'Evidence', href: '/evidence' }, { label: 'Requests' }]}
      actions={add}
    >
      <PageHead title="Requests for evidence">
        Who was asked for what, and what became of it. Answers land in the library, linked to their
        requirements.
      </PageHead>
      <RequestList state={state} {...list} />
    </Page>
  );
}
