import type { Metadata } from 'next';
import { Suspense } from 'react';
import { found, pageGrant } from '@/app/access';
import { frameFirst } from '@/app/frame-first';
import { ChecklistWaiting } from '@/components/response/checklist-waiting';
import { RequirementWorkspace } from '@/components/response/requirement/requirement-workspace';
import { currentCatalogueVersionId, findRequirement } from '@/lib/catalogue/queries';
import type { RequirementScreenView } from '@/lib/response/model';
import { viewRequirement } from '@/lib/response/view';

type Props = PageProps<'/assessments/[assessmentId]/requirements/[requirementNumber]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { requirementNumber } = await params;
  const requirement = findRequirement(currentCatalogueVersionId, requirementNumber);
  return { title: requirement ? `${requirementNumber} ${requirement.title}` : 'Not found' };
}

export default async function RequirementPage({ params }: Props) {
  const { assessmentId, requirementNumber } = await params;
  const grant = await pageGrant('assessment:read');
  const { name, view } = await found(viewRequirement(grant, assessmentId, requirementNumber));
  return (
    <Suspense fallback={<ChecklistWaiting name={name} />}>
      <Requirement view={view} />
    </Suspense>
  );
}

async function Requirement({ view }: { view: () => Promise<RequirementScreenView> }) {
  return <RequirementWorkspace view={await frameFirst(view)} />;
}
