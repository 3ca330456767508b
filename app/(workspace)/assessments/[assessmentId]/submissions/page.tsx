import type { Metadata, Route } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { AttestationTabs } from '@/components/attestation/attestation-tabs';
import { SubmissionForm } from '@/components/attestation/submission-form';
import { SubmissionHead } from '@/components/attestation/submission-head';
import { SubmissionList } from '@/components/attestation/submission-list';
import { Page } from '@/components/shell/page';
import { listSubmissions } from '@/lib/attestation/queries/submissions';
import { parsePageId } from '../../../page-id';
import { changeSubmissionAction, recordSubmissionAction } from './actions';

export const metadata: Metadata = { title: 'Submissions' };

export default async function SubmissionsPage({
  params,
}: PageProps<'/assessments/[assessmentId]/submissions'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const grant = await pageGrant('attestation:read');
  const view = await found(listSubmissions(grant, assessmentId));
  const mayRecord = mayAlso(grant, 'submission:record');
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' },
        { label: view.assessmentName, href: `/assessments/${assessmentId}` as Route },
        { label: 'Submissions' },
      ]}
    >
      <SubmissionHead view={view} />
      <AttestationTabs assessmentId={assessmentId} current="submissions" />
      {view.isSigned && (
        <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <SubmissionList
            submissions={view.submissions}
            today={view.today}
            change={mayRecord ? changeSubmissionAction : undefined}
          />
          {mayRecord && (
            <SubmissionForm
              action={recordSubmissionAction.bind(null, assessmentId)}
              acquirers={view.acquirers}
              today={view.today}
            />
          )}
        </div>
      )}
    </Page>
  );
}
