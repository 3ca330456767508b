import type { ComponentProps } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Inbox } from '@/components/ui/icons';
import { Day } from '@/components/ui/time';
import type { SubmissionView } from '@/lib/attestation/model/view';
import { ChangeSubmission } from './submission-change';
import { submissionStatusNames } from './submission-words';

type SubmissionListProps = {
  submissions: readonly SubmissionView[];
  today: string;
  /** Missing: may not change them. */
  change?: ComponentProps<typeof ChangeSubmission>['action'] | undefined;
};

/** Where the signed attestation went, newest first, and what came back. */
export function SubmissionList({ submissions, today, change }: SubmissionListProps) {
  if (submissions.length === 0) {
    return (
      <EmptyState icon={<Inbox />} title="Not handed in yet">
        Note here when and where the signed attestation went, with the receipt that the portal or bank gave.
      </EmptyState>
    );
  }
  return (
    <ul className="border-line border-y">
      {submissions.map((submission) => (
        <li
          key={submission.submissionId}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 border-line border-t py-2.5 first:border-0"
        >
          <div className="grid gap-0.5">
            <p>
              <b className="font-medium">{submission.acquirerName}</b>
              <span className="text-ink-2">
                , <Day value={submission.submittedOn} />, revision {submission.revision}
              </span>
            </p>
            <p className={toneOf(submission.status)}>{submissionStatusNames[submission.status]}</p>
            {submission.receipt && (
              <p className="text-ink-2">
                Receipt <span className="font-mono text-small">{submission.receipt}</span>
              </p>
            )}
            {submission.note && (
              <p className="max-w-(--measure) whitespace-pre-line text-ink-2">{submission.note}</p>
            )}
          </div>
          {change && <ChangeSubmission submission={submission} today={today} action={change} />}
        </li>
      ))}
    </ul>
  );
}

function toneOf(status: SubmissionView['status']): string {
  if (status === 'ACCEPTED') return 'tone-ok';
  if (status === 'RETURNED') return 'tone-late';
  return status === 'MORE_ASKED' ? 'tone-soon' : 'text-ink-2';
}
