import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { LegalEntityForm } from '@/components/legal-entity/legal-entity-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { getLegalEntity } from '@/lib/legal-entity/queries';
import { parsePageId } from '../../../page-id';
import { changeLegalEntityAction } from '../../actions';

export const metadata: Metadata = { title: 'Edit legal entity' };

export default async function EditLegalEntityPage({
  params,
}: PageProps<'/legal-entities/[legalEntityId]/edit'>) {
  const legalEntityId = parsePageId((await params).legalEntityId);
  await pageGrant('legal-entity:manage');
  const entity = await found(getLegalEntity(await pageGrant('legal-entity:read'), legalEntityId));
  const href = `/legal-entities/${legalEntityId}` as Route;
  if (entity.isArchived) redirect(href);
  return (
    <Page
      crumbs={[
        { label: 'Legal entities', href: '/legal-entities' },
        { label: entity.name, href },
        { label: 'Edit' },
      ]}
    >
      <PageHead title={`Edit ${entity.name}`} />
      <LegalEntityForm
        action={changeLegalEntityAction.bind(null, legalEntityId)}
        entity={entity}
        cancelHref={href}
      />
    </Page>
  );
}
