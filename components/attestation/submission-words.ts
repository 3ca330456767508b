import type { SubmissionStatus } from '@/lib/attestation/model/view';

export const submissionStatusNames: Record<SubmissionStatus, string> = {
  SUBMITTED: 'Sent, no answer yet',
  ACCEPTED: 'Accepted',
  RETURNED: 'Returned',
  MORE_ASKED: 'More asked for',
};
