import type { Metadata, Route } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { BringBack } from '@/components/exchange/bring-back';
import { TakeOffline } from '@/components/exchange/take-offline';
import { Page } from '@/components/shell/page';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { SectionHead } from '@/components/ui/section-head';
import { getQuestionnaire } from '@/lib/catalogue/queries';
import { importLock } from '@/lib/exchange/preview';
import { openChecklist } from '@/lib/response/queries';
import { parsePageId } from '../../../page-id';

export const metadata: Metadata = { title: 'Work offline' };

export default async function OfflinePage({ params }: PageProps<'/assessments/[assessmentId]/offline'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const grant = await pageGrant('assessment:read');
  const { head, readList } = await found(openChecklist(grant, assessmentId, null));
  const { items } = await readList();
  const { requirementNumbers } = getQuestionnaire(head.catalogueVersionId, head.questionnaireId);
  const lock = importLock(grant, head, mayAlso(grant, 'response:record'));
  const taking = (
    <section>
      <SectionHead title="Take it offline" />
      <TakeOffline assessmentId={assessmentId} seen={items.length} total={requirementNumbers.length} />
    </section>
  );
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' },
        { label: head.name, href: `/assessments/${assessmentId}` as Route },
        { label: 'Work offline' },
      ]}
    >
      <PageHead title="Work offline">
        Take the checklist with you, answer it in a spreadsheet, and bring it back.
      </PageHead>
      <div className="grid gap-8">
        {lock ? (
          <>
            {taking}
            <section>
              <SectionHead title="Bring it back" />
              <Notice title={lock.words} />
            </section>
          </>
        ) : (
          <BringBack assessmentId={assessmentId} timeZone={grant.timeZone} before={taking} />
        )}
      </div>
    </Page>
  );
}
