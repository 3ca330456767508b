import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { changeHref } from '@/components/questionnaire-change/change-href';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import { SectionHead } from '@/components/ui/section-head';
import { Day, Distance, Instant } from '@/components/ui/time';
import type { AssessmentView } from '@/lib/assessment/model';
import { whyNotChangeable } from '@/lib/assessment/policy';
import { channelNames } from '@/lib/integration/model';
import { daysBetween } from '@/lib/platform/clock';

type AssessmentScopeProps = {
  assessment: AssessmentView;
  words: { questionnaire: string; standard: string; today: string; timeZone: string };
  mayManage: boolean;
};

/** Whom and what the assessment covers, for which period, and who receives it. */
export function AssessmentScope({ assessment, words, mayManage }: AssessmentScopeProps) {
  const { questionnaire, standard, today, timeZone } = words;
  const { legalEntity, integrations, merchantIds, acquirers, dueOn, signedAt, status } = assessment;
  const facts: (Fact | false)[] = [
    {
      term: 'Questionnaire',
      detail: (
        <>
          {questionnaire}, {standard}
          {mayManage && whyNotChangeable(assessment) === null && (
            <Link className="link block" href={changeHref(assessment.assessmentId)}>
              Change the questionnaire
            </Link>
          )}
        </>
      ),
    },
    {
      term: 'Legal entity',
      detail: (
        <Link className="link" href={`/legal-entities/${legalEntity.id}` as Route}>
          {legalEntity.name}
        </Link>
      ),
    },
    integrations.length > 0 && {
      term: 'Integrations',
      detail: (
        <Lines>
          {integrations.map((integration) => (
            <li key={integration.id}>
              <Link className="link" href={`/integrations/${integration.id}` as Route}>
                {integration.name}
              </Link>
              {integration.isArchived && <span className="text-ink-3"> (archived)</span>}
            </li>
          ))}
        </Lines>
      ),
    },
    { term: 'Channels', detail: assessment.channels.map((channel) => channelNames[channel]).join(', ') },
    {
      term: 'Period',
      detail: (
        <>
          <Day value={assessment.periodFrom} /> to <Day value={assessment.periodTo} />
        </>
      ),
    },
    dueOn !== null && {
      term: 'Attest by',
      detail: (
        <>
          <Day value={dueOn} />
          {status === 'OPEN' && !assessment.isArchived && (
            <>
              , <Distance days={daysBetween(today, dueOn)} />
            </>
          )}
        </>
      ),
    },
    acquirers.length > 0 && {
      term: 'Recipients',
      detail: (
        <Lines>
          {acquirers.map((acquirer) => (
            <li key={acquirer.id}>
              <Link className="link" href={`/acquirers/${acquirer.id}` as Route}>
                {acquirer.name}
              </Link>
            </li>
          ))}
        </Lines>
      ),
    },
    merchantIds.length > 0 && {
      term: 'Merchant ids',
      detail: (
        <Lines>
          {merchantIds.map((merchantId) => (
            <li key={merchantId.id}>{merchantId.number}</li>
          ))}
        </Lines>
      ),
    },
    { term: 'Started', detail: <Instant value={assessment.createdAt} timeZone={timeZone} /> },
    signedAt !== null && { term: 'Signed', detail: <Instant value={signedAt} timeZone={timeZone} /> },
  ];
  return (
    <section aria-labelledby="scope-head">
      <SectionHead
        id="scope-head"
        title="What it covers"
        actions={
          mayManage &&
          whyNotChangeable(assessment) === null && (
            <LinkButton href={`/assessments/${assessment.assessmentId}/edit` as Route} size="sm">
              Change
            </LinkButton>
          )
        }
      />
      <DescriptionList facts={facts.filter((fact): fact is Fact => fact !== false)} />
    </section>
  );
}

function Lines({ children }: { children: ReactNode }) {
  return <ul className="grid gap-0.5">{children}</ul>;
}
