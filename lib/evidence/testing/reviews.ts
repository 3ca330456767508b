import type { TestMember } from '@/lib/platform/testing';
import { reviewEvidence } from '../commands/review';
import type { EvidenceReviewView } from '../model/review';
import { getItemReview } from '../queries/review';

export const reviewOf = (person: TestMember, evidenceId: string): Promise<EvidenceReviewView> =>
  getItemReview(person.grant('evidence:read'), evidenceId);

/** Reviews an item as it stands, through the real command; with a reason it is rejected. For tests only. */
export async function review(person: TestMember, evidenceId: string, reason = ''): Promise<void> {
  const { seen } = await reviewOf(person, evidenceId);
  const outcome = reason ? 'REJECTED' : 'ACCEPTED';
  await reviewEvidence(person.grant('evidence:review'), { evidenceId, seen, outcome, reason });
}
