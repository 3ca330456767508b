import type { Metadata } from 'next';
import { mayAlso, pageGrant } from '@/app/access';
import { LegalEntityTable } from '@/components/legal-entity/legal-entity-table';
import { RegisterTabs } from '@/components/legal-entity/register-tabs';
import { Page } from '@/components/shell/page';
import { EmptyState } from '@/components/ui/empty-state';
import { Building2, Plus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { countLegalEntities, listLegalEntities } from '@/lib/legal-entity/queries';
import { registerFilter } from '../register-filter';

export const metadata: Metadata = { title: 'Legal entities' };

export default async function LegalEntitiesPage({ searchParams }: PageProps<'/legal-entities'>) {
  const filter = registerFilter((await searchParams).view);
  const grant = await pageGrant('legal-entity:read');
  const [rows, counts] = await Promise.all([listLegalEntities(grant, filter), countLegalEntities(grant)]);
  const add = mayAlso(grant, 'legal-entity:manage') && (
    <LinkButton href="/legal-entities/new" variant="primary" icon={<Plus />}>
      Add legal entity
    </LinkButton>
  );
  return (
    <Page
      layout="list"
      crumbs={[{ label: 'Legal entities' }]}
      actions={
        <>
          <LinkButton href="/acquirers">Acquirers</LinkButton>
          {rows.length > 0 && add}
        </>
      }
    >
      <PageHead title="Legal entities">
        Who is assessed. Each attestation is given for one of them; merchant ids stand on their pages.
      </PageHead>
      <RegisterTabs label="Legal entities" path="/legal-entities" counts={counts} filter={filter} />
      <LegalEntityTable
        rows={rows}
        empty={
          <EmptyState icon={<Building2 />} title="No legal entity yet" action={add || undefined}>
            Start here: name the company that takes the payments. Then add its acquirer, the payment provider
            and the integration.
          </EmptyState>
        }
      />
    </Page>
  );
}
