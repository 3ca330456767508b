import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { CatalogueForm } from '@/components/catalogue/catalogue-form';
import { CustomizedApproachNote, OwnWordsNote } from '@/components/catalogue/notes';
import { QuestionnaireAbout } from '@/components/catalogue/questionnaire-about';
import { RequirementTree } from '@/components/catalogue/requirement-tree';
import { Page } from '@/components/shell/page';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchX } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { currentCatalogueVersionId, getCatalogue } from '@/lib/catalogue/queries';
import {
  asksForCustomizedApproach,
  groupRequirements,
  isFiltered,
  parseCatalogueFilter,
  searchRequirements,
} from '@/lib/catalogue/search';
import { describeSearch } from '@/lib/catalogue/words';

export const metadata: Metadata = { title: 'Catalogue' };

export default async function CataloguePage({ searchParams }: PageProps<'/catalogue'>) {
  await pageGrant('assessment:read');
  const filter = parseCatalogueFilter(await searchParams);
  const catalogue = getCatalogue(currentCatalogueVersionId);
  const requirements = searchRequirements(catalogue, filter);
  const filtered = isFiltered(filter);
  const questionnaire = catalogue.questionnaires.find(
    (candidate) => candidate.questionnaireId === filter.questionnaireId,
  );
  return (
    <Page crumbs={[{ label: 'Catalogue' }]}>
      <PageHead title={describeSearch(filter, requirements.length, questionnaire?.name)}>
        {catalogue.standard} v{catalogue.version} in our own words: what each requirement asks, what proves
        it, and which questionnaire contains it.
      </PageHead>
      <CatalogueForm filter={filter} questionnaires={catalogue.questionnaires} filtered={filtered} />
      {asksForCustomizedApproach(filter.query) && <CustomizedApproachNote />}
      {questionnaire && <QuestionnaireAbout questionnaire={questionnaire} />}
      {requirements.length > 0 ? (
        <RequirementTree groups={groupRequirements(catalogue, requirements)} open={filtered} />
      ) : (
        <EmptyState
          icon={<SearchX />}
          title="No requirement fits"
          action={<LinkButton href="/catalogue">Show all requirements</LinkButton>}
        >
          Try a number such as 6.4, one word instead of several, or fewer filters.
        </EmptyState>
      )}
      <OwnWordsNote />
    </Page>
  );
}
