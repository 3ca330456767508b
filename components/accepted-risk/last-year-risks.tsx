import { Button } from '@/components/ui/button';
import type { AcceptedRiskFacts } from '@/lib/accepted-risk/model';
import { formatDay } from '@/lib/platform/format';

type LastYearRisksProps = {
  risks: readonly AcceptedRiskFacts[];
  /** Null where nothing can be accepted now. */
  onAccept: ((risk: AcceptedRiskFacts) => void) | null;
};

/** What was accepted last year and not yet this year, each with the way to accept it anew. */
export function LastYearRisks({ risks, onAccept }: LastYearRisksProps) {
  return risks.map((risk) => (
    <div key={`${risk.row} ${risk.acceptedOn} ${risk.risk}`} className="border-line border-b py-2">
      <p className="whitespace-pre-wrap">{risk.risk}</p>
      <p className="text-ink-2">
        Accepted last year by {risk.acceptedByName}, {risk.acceptedByRole}, on {formatDay(risk.acceptedOn)}.
        It holds for this year only if it is accepted anew.
      </p>
      {onAccept && (
        <Button size="sm" className="mt-1.5" onClick={() => onAccept(risk)}>
          Accept it anew
        </Button>
      )}
    </div>
  ));
}
