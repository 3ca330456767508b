import type { ShareOutcome } from '@/lib/shared-answer/model';

/** What was done, and what was left and why. */
export function OutcomeWords({ outcome, what }: { outcome: ShareOutcome; what: string }) {
  return (
    <div role="status" className="w-full text-ink-2">
      {outcome.shared.length === 1 ? '1 answer' : `${outcome.shared.length} answers`} {what}.
      {outcome.left.map(({ assessmentId, requirementNumber, why }) => (
        <span key={`${assessmentId}/${requirementNumber}`} className="block">
          <b>{requirementNumber}</b> {why}
        </span>
      ))}
    </div>
  );
}
