import type { Metadata, Route } from 'next';
import { notFound } from 'next/navigation';
import { pageGrant } from '@/app/access';
import { CatalogueEntry } from '@/components/catalogue/catalogue-entry';
import { StepLinks } from '@/components/catalogue/step-links';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { surroundingsOf } from '@/lib/catalogue/around';
import { currentCatalogueVersionId, findRequirement, getCatalogue } from '@/lib/catalogue/queries';

type Props = PageProps<'/catalogue/[requirementNumber]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const node = findRequirement(currentCatalogueVersionId, (await params).requirementNumber);
  return { title: node ? `${node.requirementNumber} ${node.title}` : 'Not found' };
}

export default async function CatalogueEntryPage({ params }: Props) {
  await pageGrant('assessment:read');
  const node = findRequirement(currentCatalogueVersionId, (await params).requirementNumber);
  if (!node) notFound();
  const catalogue = getCatalogue(currentCatalogueVersionId);
  const around = surroundingsOf(catalogue, node);
  const above = [around.principal, around.section].filter((parent) => parent !== null);
  return (
    <Page
      crumbs={[
        { label: 'Catalogue', href: '/catalogue' },
        ...above.map((parent) => ({
          label: parent.requirementNumber,
          href: `/catalogue/${parent.requirementNumber}` as Route,
        })),
        { label: node.requirementNumber },
      ]}
      actions={<StepLinks previous={around.previous} next={around.next} />}
    >
      <PageHead title={`${node.requirementNumber} ${node.title}`} />
      <CatalogueEntry node={node} around={around} catalogue={catalogue} />
    </Page>
  );
}
