import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { AcquirerForm } from '@/components/legal-entity/acquirer-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { addAcquirerAction } from '../actions';

export const metadata: Metadata = { title: 'Add acquirer' };

export default async function NewAcquirerPage() {
  await pageGrant('legal-entity:manage');
  return (
    <Page crumbs={[{ label: 'Acquirers', href: '/acquirers' }, { label: 'Add' }]}>
      <PageHead title="Add an acquirer" />
      <AcquirerForm action={addAcquirerAction} cancelHref="/acquirers" />
    </Page>
  );
}
