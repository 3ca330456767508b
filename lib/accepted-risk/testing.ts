import { dayIn } from '@/lib/platform/clock';
import { latestReview } from './rules';
import { type AcceptRiskInput, acceptRiskInput } from './schema';

/** An accepted risk as the form sends it, accepted today for a year. For tests only. */
export function riskInput(change: Partial<AcceptRiskInput> = {}): AcceptRiskInput {
  const today = dayIn('Europe/Berlin');
  return acceptRiskInput.parse({
    risk: 'The till in Bergen is patched two weeks late.',
    reason: 'It stands in a locked room and is replaced in spring.',
    acceptedByName: 'Daniel Okafor',
    acceptedByRole: 'Managing director',
    acceptedOn: today,
    reviewOn: latestReview(today),
    ...change,
  });
}
