import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { AcquirerForm } from '@/components/legal-entity/acquirer-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { getAcquirer } from '@/lib/legal-entity/queries';
import { parsePageId } from '../../../page-id';
import { changeAcquirerAction } from '../../actions';

export const metadata: Metadata = { title: 'Edit acquirer' };

export default async function EditAcquirerPage({ params }: PageProps<'/acquirers/[acquirerId]/edit'>) {
  const acquirerId = parsePageId((await params).acquirerId);
  await pageGrant('legal-entity:manage');
  const acquirer = await found(getAcquirer(await pageGrant('legal-entity:read'), acquirerId));
  const href = `/acquirers/${acquirerId}` as Route;
  if (acquirer.isArchived) redirect(href);
  return (
    <Page
      crumbs={[{ label: 'Acquirers', href: '/acquirers' }, { label: acquirer.name, href }, { label: 'Edit' }]}
    >
      <PageHead title={`Edit ${acquirer.name}`} />
      <AcquirerForm
        action={changeAcquirerAction.bind(null, acquirerId)}
        acquirer={acquirer}
        cancelHref={href}
      />
    </Page>
  );
}
