import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { LegalEntityForm } from '@/components/legal-entity/legal-entity-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { addLegalEntityAction } from '../actions';

export const metadata: Metadata = { title: 'Add legal entity' };

export default async function NewLegalEntityPage() {
  await pageGrant('legal-entity:manage');
  return (
    <Page crumbs={[{ label: 'Legal entities', href: '/legal-entities' }, { label: 'Add' }]}>
      <PageHead title="Add a legal entity">
        Only the name is needed now. The rest is printed in Part 1a of the attestation and can follow.
      </PageHead>
      <LegalEntityForm action={addLegalEntityAction} cancelHref="/legal-entities" />
    </Page>
  );
}
