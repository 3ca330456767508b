import type { Metadata, Route } from 'next';
import { pageGrant } from '@/app/access';
import { AskForm } from '@/components/evidence-request/ask-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { listTargets } from '@/lib/evidence/queries/targets';
import { mostDays, usualDays } from '@/lib/evidence-request/model';
import { listAskable } from '@/lib/evidence-request/queries/list';
import { addDays, dayIn } from '@/lib/platform/clock';
import { canSendMail } from '@/lib/platform/mail';
import { requirementNumber, rowId } from '@/lib/platform/parse';
import { askForEvidenceAction } from '../actions';

export const metadata: Metadata = { title: 'Ask for evidence' };

export default async function AskPage({ searchParams }: PageProps<'/evidence/requests/new'>) {
  const asked = await searchParams;
  const grant = await pageGrant('evidence:request');
  const [targets, members] = await Promise.all([
    listTargets(await pageGrant('evidence:read')),
    listAskable(grant),
  ]);
  const target = targets.find(({ assessmentId }) => assessmentId === rowId.safeParse(asked.assessment).data);
  const number = requirementNumber.safeParse(asked.requirement).data ?? '';
  const today = dayIn(grant.timeZone);
  const back = (
    target && number
      ? { label: number, href: `/assessments/${target.assessmentId}/requirements/${number}` }
      : { label: 'Requests', href: '/evidence/requests' }
  ) as { label: string; href: Route };
  return (
    <Page crumbs={[{ label: 'Evidence', href: '/evidence' }, back, { label: 'Ask' }]}>
      <PageHead title={number ? `Ask somebody for evidence for ${number}` : 'Ask somebody for evidence'}>
        A member answers in Inplace. Somebody from outside gets a link that takes their files and nothing
        else.
      </PageHead>
      <AskForm
        targets={targets}
        members={members}
        chosen={{ assessmentId: target?.assessmentId ?? '', requirementNumber: number }}
        days={{ first: today, usual: addDays(today, usualDays), last: addDays(today, mostDays) }}
        sendsMail={canSendMail()}
        back={back}
        action={askForEvidenceAction}
      />
    </Page>
  );
}
