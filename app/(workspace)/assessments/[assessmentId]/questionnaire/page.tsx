import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { ChangePreviewView } from '@/components/questionnaire-change/change-preview';
import { DecisionChoices } from '@/components/questionnaire-change/decision-choices';
import { Page } from '@/components/shell/page';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import type { Grant } from '@/lib/access/grant';
import { whyNotChangeable } from '@/lib/assessment/policy';
import { getAssessment } from '@/lib/assessment/queries';
import { getQuestionnaire } from '@/lib/catalogue/queries';
import { AppError } from '@/lib/platform/errors';
import { listDecisionChoices, previewChange } from '@/lib/questionnaire-change/queries';
import { parsePageId } from '../../../page-id';
import { changeQuestionnaireAction } from './actions';

export const metadata: Metadata = { title: 'Change the questionnaire' };

export default async function ChangeQuestionnairePage({
  params,
  searchParams,
}: PageProps<'/assessments/[assessmentId]/questionnaire'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const { decision } = await searchParams;
  const grant = await pageGrant('assessment:manage');
  const assessment = await found(getAssessment(await pageGrant('assessment:read'), assessmentId));
  const href = `/assessments/${assessmentId}` as Route;
  if (whyNotChangeable(assessment)) redirect(href);
  const wanted =
    typeof decision === 'string' ? await preview(grant, assessmentId, parsePageId(decision)) : null;
  const { name } = getQuestionnaire(assessment.catalogueVersionId, assessment.questionnaireId);
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' as Route },
        { label: assessment.name, href },
        { label: 'Change the questionnaire' },
      ]}
    >
      {wanted && typeof wanted !== 'string' ? (
        <>
          <PageHead title={`From ${wanted.from.name} to ${wanted.to.name}`}>
            What would change in {assessment.name}. Nothing has changed yet.
          </PageHead>
          <ChangePreviewView
            assessmentId={assessmentId}
            preview={wanted}
            cancelHref={href}
            action={changeQuestionnaireAction}
          />
        </>
      ) : (
        <>
          <PageHead title="Change the questionnaire">
            {assessment.name} follows {name}. When an integration changes, another one may apply: you see what
            it would change before anything does.
          </PageHead>
          {wanted !== null && <Notice tone="late" title={wanted} className="mb-4" />}
          <DecisionChoices
            assessmentId={assessmentId}
            integrationIds={assessment.integrations.map(({ id }) => id)}
            choices={await listDecisionChoices(grant, assessmentId)}
            timeZone={grant.timeZone}
          />
        </>
      )}
    </Page>
  );
}

/** The preview, or in words why this decision does not fit. */
async function preview(grant: Grant<'assessment:manage'>, assessmentId: string, decisionId: string) {
  try {
    return await found(previewChange(grant, assessmentId, decisionId));
  } catch (error) {
    if (error instanceof AppError && error.code === 'WRONG_STATE') return error.message;
    throw error;
  }
}
