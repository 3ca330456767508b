import type { Route } from 'next';
import Link from 'next/link';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import type { SubmissionsView } from '@/lib/attestation/model/view';

/** What became of the signed attestation, in a sentence. */
export function SubmissionHead({ view }: { view: SubmissionsView }) {
  const own = view.acquirers.filter(({ isOwn, portalUrl }) => isOwn && portalUrl !== '');
  return (
    <>
      <PageHead title={title(view)}>
        Attestation for {view.assessmentName}, revision {view.revision}.
        {own.map(({ id, name, portalUrl }) => (
          <span key={id}>
            {' '}
            <a className="link" href={portalUrl} target="_blank" rel="noreferrer">
              Portal of {name}
            </a>
          </span>
        ))}
      </PageHead>
      {!view.isSigned && (
        <Notice
          tone="soon"
          className="mb-5"
          title="Nothing can be handed in yet."
          action={
            <Link className="link" href={`/assessments/${view.assessmentId}/sign-off` as Route}>
              To the sign-off
            </Link>
          }
        >
          Submissions are recorded once the attestation is signed.
        </Notice>
      )}
    </>
  );
}

function title({ isSigned, submissions }: SubmissionsView): string {
  if (!isSigned) return 'Not signed, so not handed in';
  const [latest] = submissions;
  if (!latest) return 'Signed, but not handed in yet';
  const accepted = submissions.filter(({ status }) => status === 'ACCEPTED');
  if (accepted.length > 0)
    return `Accepted by ${[...new Set(accepted.map((one) => one.acquirerName))].join(' and ')}`;
  if (latest.status === 'RETURNED') return `${latest.acquirerName} returned it`;
  if (latest.status === 'MORE_ASKED') return `${latest.acquirerName} asks for more`;
  return `Waiting for ${latest.acquirerName}`;
}
