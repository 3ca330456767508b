import type { Metadata, Route } from 'next';
import { notFound, redirect } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { PartForm } from '@/components/attestation/form/part-form';
import { PartHead } from '@/components/attestation/form/part-head';
import { PartSteps } from '@/components/attestation/part-steps';
import { Page } from '@/components/shell/page';
import { getSignOff } from '@/lib/attestation/queries/sign-off';
import { partOfSlug } from '@/lib/attestation/rules/parts';
import { parsePageId } from '../../../../page-id';
import { preparePartAction } from '../actions';

export const metadata: Metadata = { title: 'Attestation form' };

export default async function PartPage({ params }: PageProps<'/assessments/[assessmentId]/sign-off/[part]'>) {
  const { assessmentId: id, part: slug } = await params;
  const assessmentId = parsePageId(id);
  await pageGrant('attestation:prepare');
  const page = await found(getSignOff(await pageGrant('attestation:read'), assessmentId));
  const signOff = `/assessments/${assessmentId}/sign-off` as Route;
  if (!('draft' in page) || page.draft.head.isArchived) redirect(signOff);
  const name = partOfSlug(slug);
  const part = page.draft.parts.find((candidate) => candidate.part === name);
  if (!part) notFound();
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' },
        { label: page.draft.head.assessmentName, href: `/assessments/${assessmentId}` as Route },
        { label: 'Sign-off', href: signOff },
        { label: part.name },
      ]}
    >
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div>
          <PartHead view={page.draft} part={part} />
          <PartForm
            key={part.part}
            view={page.draft}
            part={part}
            action={preparePartAction.bind(null, assessmentId, part.part)}
          />
        </div>
        <nav aria-label="Parts of the form">
          <PartSteps assessmentId={assessmentId} parts={page.draft.parts} current={part.part} mayPrepare />
        </nav>
      </div>
    </Page>
  );
}
