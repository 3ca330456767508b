import type { Metadata, Route } from 'next';
import { asksForCode, found, mayAlso, pageGrant, pageSession } from '@/app/access';
import { AttestationTabs } from '@/components/attestation/attestation-tabs';
import { DraftSignOff } from '@/components/attestation/draft-sign-off';
import { SealedSignOff } from '@/components/attestation/sealed-sign-off';
import { CorrectButton } from '@/components/attestation/sign/correct-button';
import { DocumentForm } from '@/components/attestation/sign/paper-form';
import { SignBox } from '@/components/attestation/sign/sign-box';
import { SignOffHead } from '@/components/attestation/sign-off-head';
import { Page } from '@/components/shell/page';
import { Eye } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { getSignOff } from '@/lib/attestation/queries/sign-off';
import { findOpenLink } from '@/lib/attestation/queries/signing-link';
import { stopsSignature } from '@/lib/attestation/rules/problems';
import { canSendMail } from '@/lib/platform/mail';
import { parsePageId } from '../../../page-id';
import {
  reviseAssessmentAction,
  revokeSigningLinkAction,
  sendSigningLinkAction,
  signAttestationAction,
} from './actions';

export const metadata: Metadata = { title: 'Sign-off' };

export default async function SignOffPage({ params }: PageProps<'/assessments/[assessmentId]/sign-off'>) {
  const assessmentId = parsePageId((await params).assessmentId);
  const grant = await pageGrant('attestation:read');
  const page = await found(getSignOff(grant, assessmentId));
  const { head } = 'draft' in page ? page.draft : page.sealed;
  const asksCode = asksForCode(await pageSession());
  const may = {
    prepare: mayAlso(grant, 'attestation:prepare'),
    sign: mayAlso(grant, 'attestation:sign'),
    file: mayAlso(grant, 'attestation:sign') && mayAlso(grant, 'evidence:attach'),
    revise: mayAlso(grant, 'assessment:manage'),
  };
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' },
        { label: head.assessmentName, href: `/assessments/${assessmentId}` as Route },
        { label: 'Sign-off' },
      ]}
      actions={
        <LinkButton href={`/assessments/${assessmentId}/report` as Route} icon={<Eye />}>
          {'draft' in page ? 'Preview report' : 'Report'}
        </LinkButton>
      }
    >
      <SignOffHead page={page} />
      <AttestationTabs assessmentId={assessmentId} current="sign-off" />
      {'draft' in page ? (
        <DraftSignOff
          view={page.draft}
          stops={page.draft.problems.filter(stopsSignature).length}
          mayPrepare={may.prepare && !head.isArchived}
        >
          <SignBox
            view={page.draft}
            person={grant.actor}
            maySign={may.sign}
            mayFile={may.file}
            asksCode={asksCode}
            action={signAttestationAction.bind(null, assessmentId)}
            link={
              may.prepare && canSendMail()
                ? {
                    open: await findOpenLink(grant, assessmentId),
                    actions: { send: sendSigningLinkAction, revoke: revokeSigningLinkAction },
                  }
                : null
            }
          />
        </DraftSignOff>
      ) : (
        <SealedSignOff
          view={page.sealed}
          documentForm={may.file && <DocumentForm {...{ assessmentId, asksCode }} />}
          correction={
            may.revise &&
            head.status === 'SIGNED' && <CorrectButton head={head} action={reviseAssessmentAction} />
          }
        />
      )}
    </Page>
  );
}
