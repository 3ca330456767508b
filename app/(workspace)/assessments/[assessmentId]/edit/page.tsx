import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { ChangeForm } from '@/components/questionnaire/change-form';
import { changeHref } from '@/components/questionnaire-change/change-href';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { whyNotChangeable } from '@/lib/assessment/policy';
import { getAssessment, getAssessmentChoices } from '@/lib/assessment/queries';
import { parsePageId } from '../../../page-id';
import { changeAssessmentAction } from './actions';

export const metadata: Metadata = { title: 'Change assessment' };

export default async function ChangeAssessmentPage({
  params,
}: PageProps<'/assessments/[assessmentId]/edit'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const grant = await pageGrant('assessment:manage');
  const assessment = await found(getAssessment(await pageGrant('assessment:read'), assessmentId));
  const href = `/assessments/${assessmentId}` as Route;
  if (whyNotChangeable(assessment)) redirect(href);
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' as Route },
        { label: assessment.name, href },
        { label: 'Change' },
      ]}
    >
      <PageHead title={`Change ${assessment.name}`}>
        What it covers follows from the recorded decision. For another questionnaire,{' '}
        <Link className="link" href={changeHref(assessmentId)}>
          change the questionnaire
        </Link>
        .
      </PageHead>
      <ChangeForm
        action={changeAssessmentAction.bind(null, assessmentId)}
        assessment={assessment}
        choices={await getAssessmentChoices(grant, assessment.legalEntity.id)}
        cancelHref={href}
      />
    </Page>
  );
}
