import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { AssessmentOverview } from '@/components/assessment/assessment-overview';
import { AssessmentWays } from '@/components/assessment/assessment-ways';
import { Page } from '@/components/shell/page';
import { getAssessment } from '@/lib/assessment/queries';
import { getCatalogue, getQuestionnaire } from '@/lib/catalogue/queries';
import { getEvidenceCover } from '@/lib/evidence/queries/cover';
import { dayIn } from '@/lib/platform/clock';
import { getDecision } from '@/lib/questionnaire/queries';
import { listChecklist } from '@/lib/response/queries';
import { parsePageId } from '../../page-id';
import { archiveAssessmentAction, restoreAssessmentAction, reviseAssessmentAction } from './actions';

export const metadata: Metadata = { title: 'Assessment' };

const actions = {
  archive: archiveAssessmentAction,
  restore: restoreAssessmentAction,
  revise: reviseAssessmentAction,
};

export default async function AssessmentPage({ params }: PageProps<'/assessments/[assessmentId]'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const grant = await pageGrant('assessment:read');
  const assessment = await found(getAssessment(grant, assessmentId));
  const today = dayIn(grant.timeZone);
  const [checklist, cover, decision] = await Promise.all([
    listChecklist(grant, assessmentId, assessment),
    getEvidenceCover(await pageGrant('evidence:read'), assessmentId, today),
    assessment.decisionId ? getDecision(grant, assessment.decisionId) : null,
  ]);
  const { standard, version } = getCatalogue(assessment.catalogueVersionId);
  const words = {
    questionnaire: getQuestionnaire(assessment.catalogueVersionId, assessment.questionnaireId).name,
    standard: `${standard} ${version}`,
    today,
    timeZone: grant.timeZone,
  };
  return (
    <Page
      crumbs={[{ label: 'Assessments', href: '/assessments' }, { label: assessment.name }]}
      actions={<AssessmentWays assessment={assessment} checklist={checklist} />}
    >
      <AssessmentOverview
        {...{ assessment, checklist, cover, decision, words }}
        actions={mayAlso(grant, 'assessment:manage') ? actions : null}
      />
    </Page>
  );
}
