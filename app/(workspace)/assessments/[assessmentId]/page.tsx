import type { Metadata, Route } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { AssessmentOverview } from '@/components/assessment/assessment-overview';
import { AssessmentWays } from '@/components/assessment/assessment-ways';
import { nextYearHref } from '@/components/assessment/next-year-href';
import { Page } from '@/components/shell/page';
import type { AssessmentView } from '@/lib/assessment/model';
import { getAssessment, getAssessmentBackground } from '@/lib/assessment/queries';
import { findNext, listCarriedNumbers } from '@/lib/carry-over/queries';
import { getCatalogue, getQuestionnaire } from '@/lib/catalogue/queries';
import { getEvidenceCover } from '@/lib/evidence/queries/cover';
import { dayIn } from '@/lib/platform/clock';
import { type DecisionView, getDecision, listPickerEntities } from '@/lib/questionnaire/queries';
import { listChecklist } from '@/lib/response/queries';
import { isUnanswered } from '@/lib/response/rules/progress';
import { listShareTargets } from '@/lib/shared-answer/queries';
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
  const background = await getAssessmentBackground(grant, assessmentId);
  const { decisionId } = background;
  const [checklist, cover, decision] = await Promise.all([
    listChecklist(grant, assessmentId, assessment),
    getEvidenceCover(await pageGrant('evidence:read'), assessmentId, today),
    decisionId ? getDecision(grant, decisionId) : null,
  ]);
  const carried = await listCarriedNumbers(grant, assessmentId);
  const waiting = checklist.items.filter(
    (item) => carried.has(item.requirementNumber) && isUnanswered(item),
  ).length;
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
      actions={
        <AssessmentWays
          assessment={assessment}
          checklist={checklist}
          lastYear={carried.size > 0 ? { waiting } : null}
          nextYear={await findNextYear(assessment, decision)}
          may={{
            seeAttestation: mayAlso(grant, 'attestation:read'),
            assign: mayAlso(grant, 'assignment:manage'),
            review: mayAlso(grant, 'response:review'),
            share:
              mayAlso(grant, 'response:record') && (await listShareTargets(grant, assessmentId)).length > 0,
          }}
        />
      }
    >
      <AssessmentOverview
        {...{ assessment, background, checklist, waiting, cover, decision, words }}
        actions={mayAlso(grant, 'assessment:manage') ? actions : null}
      />
    </Page>
  );
}

/** The year after a signed one: the assessment that began from it, or where those who manage begin it. */
async function findNextYear(
  { assessmentId, status, isArchived }: AssessmentView,
  decision: DecisionView | null,
): Promise<{ href: Route; isStarted: boolean } | null> {
  if (status !== 'SIGNED' || isArchived) return null;
  const grant = await pageGrant('assessment:read');
  const next = await findNext(grant, assessmentId);
  if (next) return { href: `/assessments/${next.assessmentId}` as Route, isStarted: true };
  if (!decision || !mayAlso(grant, 'assessment:manage')) return null;
  const entities = await listPickerEntities(await pageGrant('assessment:manage'));
  const entity = entities.find(({ legalEntityId }) => legalEntityId === decision.legalEntityId);
  if (!entity) return null;
  const inUse = new Set(entity.integrations.map(({ integrationId }) => integrationId));
  return { href: nextYearHref(decision, inUse), isStarted: false };
}
