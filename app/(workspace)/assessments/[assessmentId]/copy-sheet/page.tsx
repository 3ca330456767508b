import type { Metadata, Route } from 'next';
import { found, pageGrant } from '@/app/access';
import { AttestationTabs } from '@/components/attestation/attestation-tabs';
import { CopySheet } from '@/components/attestation/copy-sheet';
import { Page } from '@/components/shell/page';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { getAttestationDocument } from '@/lib/attestation/queries/document';
import { copySheet } from '@/lib/attestation/rules/copy-sheet';
import { parsePageId } from '../../../page-id';

export const metadata: Metadata = { title: 'Copy sheet' };

export default async function CopySheetPage({ params }: PageProps<'/assessments/[assessmentId]/copy-sheet'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const grant = await pageGrant('attestation:read');
  const { content, signature } = await found(getAttestationDocument(grant, assessmentId));
  const { questionnaire, assessment } = content;
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' },
        { label: assessment.name, href: `/assessments/${assessmentId}` as Route },
        { label: 'Copy sheet' },
      ]}
    >
      <PageHead title="Copy sheet">
        {questionnaire.name} for {assessment.name}, in the order of the official form, to be carried over into
        a portal. The labels are our own words.
      </PageHead>
      <AttestationTabs assessmentId={assessmentId} current="copy-sheet" />
      {!signature && (
        <Notice tone="soon" className="mb-5" title="This is a draft.">
          Hand in only what is signed: values may still change.
        </Notice>
      )}
      <CopySheet sections={copySheet(content, signature)} />
    </Page>
  );
}
