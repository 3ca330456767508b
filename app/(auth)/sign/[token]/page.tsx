import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { LinkCodeForm } from '@/components/attestation/sign/link-code-form';
import { LinkSignForm } from '@/components/attestation/sign/link-sign-form';
import { ReportView } from '@/components/report/report-view';
import { outcomeNames } from '@/lib/attestation/model/outcome';
import {
  findSigningLink,
  getLinkedDocument,
  getLinkHead,
  opensLink,
} from '@/lib/attestation/queries/signing-link';
import { claimsInWords } from '@/lib/attestation/rules/claims';
import { buildReport } from '@/lib/report/rules/report';
import { openSigningLinkAction, signByLinkAction } from './actions';
import { passCookie } from './pass-cookie';

// The address is half of the key: no other site may learn it.
export const metadata: Metadata = { title: 'For your signature', referrer: 'no-referrer' };

export default async function SignByLinkPage({ params }: PageProps<'/sign/[token]'>) {
  const { token } = await params;
  const link = await findSigningLink(token);
  if (!link) notFound();
  if (!opensLink(link, (await cookies()).get(passCookie)?.value)) {
    return (
      <main id="main" className="mx-auto w-full max-w-[26rem] px-4 pt-12 pb-16">
        <LinkCodeForm
          token={token}
          {...(await getLinkHead(link))}
          officerName={link.signerName}
          senderName={link.createdBy.name}
          expiresAt={link.expiresAt}
          action={openSigningLinkAction}
        />
      </main>
    );
  }
  const document = await getLinkedDocument(link);
  const { outcome, extent } = document.content.result;
  return (
    <main id="main" className="mx-auto w-full max-w-[56rem] px-4 pt-6 pb-16">
      <LinkSignForm
        token={token}
        contentSha256={document.contentSha256}
        officerName={link.signerName}
        senderName={link.createdBy.name}
        resultWords={`${outcomeNames[outcome]}${extent === 'PARTIAL' ? ' (Partial)' : ''}`}
        claimedWords={claimsInWords(document.content.result)}
        action={signByLinkAction}
      >
        <ReportView report={buildReport(document)} />
      </LinkSignForm>
    </main>
  );
}
