import type { Metadata, Route } from 'next';
import { found, pageGrant } from '@/app/access';
import { CreateForm } from '@/components/questionnaire/create-form';
import { DecisionScreen } from '@/components/questionnaire/decision-screen';
import { OpenTwins } from '@/components/questionnaire/open-twins';
import { ChangeableNotices } from '@/components/questionnaire-change/changeable-notices';
import { Page } from '@/components/shell/page';
import { getAssessmentChoices, listOpenTwins } from '@/lib/assessment/queries';
import { findLast } from '@/lib/carry-over/queries';
import { dayIn } from '@/lib/platform/clock';
import { formatInstant } from '@/lib/platform/format';
import { questionnaireLabel } from '@/lib/questionnaire/model/conclusion';
import { type DecisionView, getDecision } from '@/lib/questionnaire/queries';
import { listChangeable } from '@/lib/questionnaire-change/queries';
import { parsePageId } from '../../../page-id';
import { createAssessmentAction } from '../actions';

export const metadata: Metadata = { title: 'Questionnaire decided' };

export default async function DecisionPage({ params }: PageProps<'/assessments/new/[decisionId]'>) {
  const decisionId = parsePageId((await params).decisionId);
  const grant = await pageGrant('assessment:manage');
  const reading = await pageGrant('assessment:read');
  const decision = await found(getDecision(reading, decisionId));
  const crumbs = [
    { label: 'Assessments', href: '/assessments' as Route },
    { label: 'Which questionnaire?', href: '/assessments/new' as Route },
    { label: decision.legalEntityName },
  ];
  return (
    <Page crumbs={crumbs}>
      <DecisionScreen {...decision} decidedAt={formatInstant(decision.decidedAt, grant.timeZone)}>
        {needsAssessment(decision) && (
          <>
            <ChangeableNotices
              decisionId={decisionId}
              questionnaireName={questionnaireLabel(decision.questionnaireId)}
              assessments={
                await listChangeable(reading, {
                  legalEntityId: decision.legalEntityId,
                  questionnaireId: decision.questionnaireId,
                  integrationIds: decision.conclusion.covers.map((one) => one.integrationId),
                })
              }
            />
            <OpenTwins
              twins={
                await listOpenTwins(reading, {
                  legalEntityId: decision.legalEntityId,
                  questionnaireId: decision.questionnaireId,
                  integrationIds: decision.conclusion.covers.map((one) => one.integrationId),
                })
              }
            />
            <CreateForm
              action={createAssessmentAction}
              decisionId={decisionId}
              questionnaireId={decision.questionnaireId}
              integrationNames={decision.conclusion.covers.map((one) => one.name)}
              choices={await getAssessmentChoices(grant, decision.legalEntityId)}
              today={dayIn(grant.timeZone)}
              last={
                await findLast(
                  grant,
                  decision.legalEntityId,
                  decision.conclusion.covers.map((one) => one.integrationId),
                )
              }
            />
          </>
        )}
      </DecisionScreen>
    </Page>
  );
}

function needsAssessment(
  decision: DecisionView,
): decision is DecisionView & { questionnaireId: NonNullable<DecisionView['questionnaireId']> } {
  return decision.questionnaireId !== null && decision.assessments.length === 0;
}
