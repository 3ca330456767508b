import type { ComponentProps } from 'react';
import { Download } from '@/components/ui/icons';
import { DownloadButton } from '@/components/ui/link-button';
import { outcomeNames } from '@/lib/attestation/model/outcome';
import type { DraftView } from '@/lib/attestation/model/view';
import { whyNotPreparable, whyNotSigner } from '@/lib/attestation/policy';
import { claimsInWords } from '@/lib/attestation/rules/claims';
import { stopsSignature } from '@/lib/attestation/rules/problems';
import { PaperForm } from './paper-form';
import { SignForm } from './sign-form';
import { SigningLinkBox, type SigningLinkProps } from './signing-link';

type SignBoxProps = {
  view: DraftView;
  person: { name: string };
  maySign: boolean;
  mayFile: boolean;
  /** The second factor was given too long ago to count for a signature. */
  asksCode: boolean;
  action: ComponentProps<typeof SignForm>['action'];
  /** Given to those who may send one, where a mail server is set up. */
  link: Pick<SigningLinkProps, 'open' | 'actions'> | null;
};

/** The two ways to sign: here by the officer, or on paper with the pages filed here. */
export function SignBox({ view, person, maySign, mayFile, asksCode, action, link }: SignBoxProps) {
  const { officer } = view.form;
  const stops = view.problems.filter(stopsSignature).length;
  const locked = whyLocked(view, stops);
  const { outcome, extent } = view.result;
  const role = maySign ? null : 'Your role does not sign. The executive officer does.';
  return (
    <div className="grid gap-3">
      <SignForm
        action={action}
        asksCode={asksCode}
        contentSha256={view.contentSha256}
        officerName={officer.name}
        lockedBecause={locked ?? role ?? whyNotSigner(officer, person) ?? view.whyNotBoth}
        resultWords={`${outcomeNames[outcome]}${extent === 'PARTIAL' ? ' (Partial)' : ''}`}
        claimedWords={claimsInWords(view.result)}
      />
      {link && (
        <SigningLinkBox
          {...link}
          assessmentId={view.head.assessmentId}
          officerName={officer.name}
          asksCode={asksCode}
          timeZone={view.timeZone}
          disabledReason={locked ?? view.whyNotBoth ?? undefined}
        />
      )}
      {mayFile && (
        <div className="grid gap-2">
          <span className="text-ink-2">On paper, or with a signing service?</span>
          <div className="flex flex-wrap gap-2">
            {!locked && (
              <DownloadButton
                size="sm"
                href={`/api/assessments/${view.head.assessmentId}/report.pdf`}
                icon={<Download />}
              >
                Pages to sign
              </DownloadButton>
            )}
            <PaperForm
              assessmentId={view.head.assessmentId}
              officerName={officer.name || 'The officer'}
              contentSha256={view.contentSha256}
              today={view.today}
              asksCode={asksCode}
              disabledReason={locked ?? view.whyNotBoth ?? undefined}
            />
          </div>
        </div>
      )}
    </div>
  );
}

function whyLocked(view: DraftView, stops: number): string | null {
  const archived = whyNotPreparable({
    status: view.head.status,
    archivedAt: view.head.isArchived ? 'archived' : null,
  });
  if (archived) return archived;
  if (stops === 0) return null;
  return stops === 1
    ? 'Locked until the problem above is solved.'
    : `Locked until the ${stops} problems are solved.`;
}
