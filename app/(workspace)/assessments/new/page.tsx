import type { Metadata, Route } from 'next';
import { pageGrant } from '@/app/access';
import { PickerQuestion } from '@/components/questionnaire/picker-question';
import { PickerStart } from '@/components/questionnaire/picker-start';
import { ResultScreen } from '@/components/questionnaire/result-screen';
import { Page } from '@/components/shell/page';
import { X } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { LinkButton } from '@/components/ui/link-button';
import { calendarDay } from '@/lib/platform/parse';
import { listPickerEntities } from '@/lib/questionnaire/queries';
import { walk } from '@/lib/questionnaire/rules/walk';
import { recordDecisionAction, recordOverrideAction } from './actions';
import { loadRun } from './load-run';

export const metadata: Metadata = { title: 'Which questionnaire?' };

const leaveHref = '/assessments' as Route;

export default async function NewAssessmentPage({ searchParams }: PageProps<'/assessments/new'>) {
  const grant = await pageGrant('assessment:manage');
  const params = await searchParams;
  const loaded = await loadRun(grant, params);
  const saidOn = calendarDay.safeParse(params.SAID);
  const crumbs = [{ label: 'Assessments', href: leaveHref }, { label: 'Which questionnaire?' }];
  const leave = (
    <LinkButton href={leaveHref} variant="ghost" size="sm" icon={<X />}>
      Leave <KeyCap>Esc</KeyCap>
    </LinkButton>
  );
  return (
    <Page crumbs={crumbs} actions={leave} layout="fill">
      {loaded.subject ? (
        <Run {...loaded} {...loaded.subject} saidOn={saidOn.data ?? null} />
      ) : (
        <PickerStart entities={await listPickerEntities(grant)} {...loaded} />
      )}
    </Page>
  );
}

type RunProps = Awaited<ReturnType<typeof loadRun>> & {
  legalEntityId: string;
  context: Parameters<typeof walk>[0];
  /** Of which day the answers are, where they come from another year. */
  saidOn: string | null;
};

/** The next question (or the one that is looked at again), or where the answers lead. */
function Run({ legalEntityId, context, integrationIds, answers, viewing, saidOn }: RunProps) {
  const run = { legalEntityId, integrationIds, answers };
  const walked = walk(context, answers);
  const question = walked.steps.find((step) => step.question.id === viewing)?.question ?? walked.next;
  if (question) {
    return (
      <PickerQuestion key={question.id} context={context} run={run} viewing={viewing} leaveHref={leaveHref} />
    );
  }
  return (
    <ResultScreen
      context={context}
      run={run}
      walked={walked}
      saidOn={saidOn}
      record={recordDecisionAction}
      recordOverride={recordOverrideAction}
    />
  );
}
