import type { Metadata, Route } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { ShareForm } from '@/components/shared-answer/share-form';
import { SharedList } from '@/components/shared-answer/shared-list';
import { Page } from '@/components/shell/page';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { SectionHead } from '@/components/ui/section-head';
import type { Grant } from '@/lib/access/grant';
import { openChecklist } from '@/lib/response/queries';
import { listShared, listShareLines, listShareTargets } from '@/lib/shared-answer/queries';
import { parsePageId } from '../../../page-id';
import { confirmSharedAction, detachSharedAction, shareAnswersAction } from './actions';

export const metadata: Metadata = { title: 'Shared answers' };

const actions = { confirm: confirmSharedAction, detach: detachSharedAction };

export default async function SharedAnswersPage({
  params,
  searchParams,
}: PageProps<'/assessments/[assessmentId]/shared'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const { requirement, with: target } = await searchParams;
  const grant = await pageGrant('assessment:read');
  const { head } = await found(openChecklist(grant, assessmentId, null));
  const mayShare = head.status === 'OPEN' && head.archivedAt === null && mayAlso(grant, 'response:record');
  const links = await listShared(grant, assessmentId);
  const waiting = links.filter(({ waits }) => waits).length;
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' as Route },
        { label: head.name, href: `/assessments/${assessmentId}` as Route },
        { label: 'Shared answers' },
      ]}
    >
      <PageHead
        title={
          waiting === 0
            ? 'Shared answers'
            : `${waiting} shared ${waiting === 1 ? 'answer waits' : 'answers wait'} to be confirmed`
        }
      >
        What holds for the whole organization is answered once and used in every assessment of the same period
        that asks it.
      </PageHead>
      <div className="grid max-w-3xl gap-7">
        {mayShare && (
          <Sharing
            grant={grant}
            assessmentId={assessmentId}
            requirement={typeof requirement === 'string' ? requirement : null}
            target={typeof target === 'string' ? target : null}
          />
        )}
        <section aria-labelledby="from-others">
          <SectionHead id="from-others" title="From other assessments" note={`${links.length}`} />
          {links.length === 0 ? (
            <p className="text-ink-2">No answer here comes from another assessment.</p>
          ) : (
            <SharedList
              assessmentId={assessmentId}
              links={links}
              timeZone={grant.timeZone}
              actions={mayShare ? actions : null}
            />
          )}
        </section>
      </div>
    </Page>
  );
}

type SharingProps = {
  grant: Grant<'assessment:read'>;
  assessmentId: string;
  requirement: string | null;
  target: string | null;
};

/** One answer for several assessments, or all for one: what would change there stands first. */
async function Sharing({ grant, assessmentId, requirement, target }: SharingProps) {
  if (requirement !== null || target !== null) {
    const only =
      requirement === null ? { targetId: parsePageId(target ?? '') } : { requirementNumber: requirement };
    const lines = await found(listShareLines(grant, assessmentId, only));
    const title =
      requirement === null
        ? `Use the answers of this assessment in ${lines[0]?.assessmentName ?? 'another one'}`
        : `Use the answer to ${requirement} in …`;
    return (
      <section aria-labelledby="use">
        <SectionHead id="use" title={title} />
        {lines.length === 0 ? (
          <p className="text-ink-2">
            Nothing can be used there yet: an answer has to be whole here and to be asked there.
          </p>
        ) : (
          <ShareForm
            assessmentId={assessmentId}
            lines={lines}
            by={requirement === null ? 'REQUIREMENT' : 'ASSESSMENT'}
            action={shareAnswersAction}
          />
        )}
      </section>
    );
  }
  const targets = await listShareTargets(grant, assessmentId);
  if (targets.length === 0) return null;
  return (
    <section aria-labelledby="all">
      <SectionHead id="all" title="Use all organization-wide answers in …" />
      <ul className="grid gap-2">
        {targets.map((one) => (
          <li key={one.assessmentId}>
            <LinkButton href={`/assessments/${assessmentId}/shared?with=${one.assessmentId}` as Route}>
              {one.name}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
