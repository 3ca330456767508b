import type { Metadata } from 'next';
import Link from 'next/link';
import { OfferedSample } from '@/app/(workspace)/offered-sample';
import { mayAlso, pageGrant, pageSession } from '@/app/access';
import { AssignedNote } from '@/components/assignment/assigned-note';
import { OwnWorkLists } from '@/components/assignment/own-work-lists';
import { MentionsOfYou } from '@/components/comment/mentions-of-you';
import { HeatTable } from '@/components/dashboard/heat-table';
import { OverviewFigures } from '@/components/dashboard/overview-figures';
import { StartHere } from '@/components/dashboard/start-here';
import { WatchLists } from '@/components/dashboard/watch-lists';
import { OwnEvidence } from '@/components/evidence/own-evidence';
import { AskedOfYou } from '@/components/evidence-request/asked-of-you';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { SectionHead } from '@/components/ui/section-head';
import type { Role } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { listOwnRequirements } from '@/lib/assignment/queries';
import { isToDo } from '@/lib/assignment/rules';
import { listMentions } from '@/lib/comment/queries';
import type { AssessmentLineView } from '@/lib/dashboard/model';
import { getOverview } from '@/lib/dashboard/queries';
import { chosenTitle, headline, nextDue, ownWorkTitle } from '@/lib/dashboard/rules';
import { listOwnRejected, listOwnToRenew } from '@/lib/evidence/queries/renewal';
import { listAskedOfYou } from '@/lib/evidence-request/queries/list';
import { formatDay } from '@/lib/platform/format';
import { listOwnActivities } from '@/lib/schedule/queries/own';

export const metadata: Metadata = { title: 'Overview' };

export default async function DashboardPage() {
  const grant = await pageGrant('dashboard:read');
  const { role, seesAll } = await pageSession();
  if (role === 'CONTROL_OWNER') return <OwnWork />;
  const overview = await getOverview(grant);
  const due = nextDue(overview.assessments);
  if (!seesAll) return <ChosenAssessments assessments={overview.assessments} />;
  if (overview.assessments.length === 0) {
    return (
      <Page crumbs={[{ label: 'Overview' }]}>
        <PageHead title="Three steps to your first self-assessment">
          Each takes a few minutes; everything can be changed later.
        </PageHead>
        {role && <StartHere start={overview.start} role={role} />}
        <OfferedSample grant={grant} />
      </Page>
    );
  }
  return (
    <Page crumbs={[{ label: 'Overview' }]}>
      <PageHead title={headline(overview)}>
        {due
          ? `${due.count === 1 ? 'One attestation is' : `${due.count} attestations are`} due on ${formatDay(due.dueOn)}.`
          : 'No open assessment has a deadline.'}
      </PageHead>
      {mayAlso(grant, 'response:record') && <Assigned />}
      {mayAlso(grant, 'evidence:attach') && <Requests />}
      <Mentions />
      <OwnEvidenceOf role={role} />
      <OverviewFigures overview={overview} />
      {/* Beside the table only where the table keeps all its columns. */}
      <div className="grid gap-8 min-[88rem]:grid-cols-[minmax(0,1fr)_20rem]">
        <section className="min-w-0">
          <SectionHead
            title="By assessment and requirement"
            note="tick: all answered, number: to answer, filled: Not in Place, +n still to answer"
          />
          <HeatTable assessments={overview.assessments} />
        </section>
        <WatchLists overview={overview} />
      </div>
    </Page>
  );
}

/** What is assigned to the person who looks, and still to be done. */
async function Assigned() {
  return <AssignedNote requirements={await listOwnRequirements(await pageGrant('assessment:read'))} />;
}

/** Evidence that the person who looks is asked for. */
async function Requests() {
  return <AskedOfYou requests={await listAskedOfYou(await pageGrant('evidence:attach'))} />;
}

/** What others wrote to the person who looks. */
async function Mentions() {
  const grant = await pageGrant('assessment:read');
  return <MentionsOfYou {...(await listMentions(grant))} timeZone={grant.timeZone} />;
}

/** Evidence that waits for whoever looks, where they bring any. */
async function OwnEvidenceOf({ role }: { role: Role | null }) {
  if (!role || !isAllowed(role, 'evidence:attach')) return null;
  const grant = await pageGrant('evidence:attach');
  const [rejected, toRenew] = await Promise.all([listOwnRejected(grant), listOwnToRenew(grant)]);
  return <OwnEvidence rejected={rejected} toRenew={toRenew} />;
}

/** What waits for a control owner; nothing else of the organization is theirs to see. */
async function OwnWork() {
  const attach = await pageGrant('evidence:attach');
  const [requirements, schedule, rejected, toRenew] = await Promise.all([
    listOwnRequirements(await pageGrant('assessment:read')),
    listOwnActivities(await pageGrant('schedule:read')),
    listOwnRejected(attach),
    listOwnToRenew(attach),
  ]);
  const waiting = new Set([...rejected, ...toRenew].map(({ evidenceId }) => evidenceId)).size;
  const open = requirements.filter(isToDo).length;
  return (
    <Page crumbs={[{ label: 'Overview' }]}>
      <PageHead title={ownWorkTitle(open, schedule.length, waiting)}>
        What is <Link href="/assigned">assigned to you</Link>. Ask a compliance officer when something is
        missing.
      </PageHead>
      <Requests />
      <Mentions />
      <OwnEvidence rejected={rejected} toRenew={toRenew} />
      <OwnWorkLists requirements={requirements} activities={schedule} />
    </Page>
  );
}

/** What an assessor from outside may look at. */
function ChosenAssessments({ assessments }: { assessments: readonly AssessmentLineView[] }) {
  return (
    <Page crumbs={[{ label: 'Overview' }]}>
      <PageHead title={chosenTitle(assessments.length)}>
        You see the integrations that were chosen for you, and the assessments that cover no other.
      </PageHead>
      <Mentions />
      {assessments.length > 0 && <HeatTable assessments={assessments} />}
    </Page>
  );
}
