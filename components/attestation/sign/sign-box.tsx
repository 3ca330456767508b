import type { ComponentProps } from 'react';
import { outcomeNames } from '@/lib/attestation/model/outcome';
import type { DraftView } from '@/lib/attestation/model/view';
import { whyNotPreparable, whyNotSigner } from '@/lib/attestation/policy';
import { stopsSignature } from '@/lib/attestation/rules/problems';
import { PaperForm } from './paper-form';
import { SignForm } from './sign-form';

type SignBoxProps = {
  view: DraftView;
  person: { name: string };
  maySign: boolean;
  mayFile: boolean;
  action: ComponentProps<typeof SignForm>['action'];
};

/** The two ways to sign: here by the officer, or on paper with the pages filed here. */
export function SignBox({ view, person, maySign, mayFile, action }: SignBoxProps) {
  const { officer } = view.form;
  const stops = view.problems.filter(stopsSignature).length;
  const locked = whyLocked(view, stops);
  const { outcome, extent } = view.result;
  const role = maySign ? null : 'Your role does not sign. The executive officer does.';
  return (
    <div className="grid gap-3">
      <SignForm
        action={action}
        contentSha256={view.contentSha256}
        officerName={officer.name}
        lockedBecause={locked ?? role ?? whyNotSigner(officer, person)}
        resultWords={`${outcomeNames[outcome]}${extent === 'PARTIAL' ? ' (Partial)' : ''}`}
      />
      {mayFile && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className="text-ink-2">Signed on paper, or elsewhere?</span>
          <PaperForm
            assessmentId={view.head.assessmentId}
            officerName={officer.name || 'The officer'}
            contentSha256={view.contentSha256}
            today={view.today}
            disabledReason={locked ?? undefined}
          />
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
