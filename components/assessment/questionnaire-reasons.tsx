import { SectionHead } from '@/components/ui/section-head';
import { Day, Instant } from '@/components/ui/time';
import type { RecordedConclusion } from '@/lib/questionnaire/model/conclusion';

type QuestionnaireReasonsProps = {
  decision: { decidedAt: Date; conclusion: RecordedConclusion } | null;
  timeZone: string;
};

/** Why this questionnaire, as it was decided; an acquirer's other decision stands first. */
export function QuestionnaireReasons({ decision, timeZone }: QuestionnaireReasonsProps) {
  if (!decision) return null;
  const { why, override, decidedByName } = decision.conclusion;
  return (
    <section aria-labelledby="why-head">
      <SectionHead id="why-head" title="Why this questionnaire" />
      {override && (
        <p className="mb-2">
          <b>{override.decidedBy}</b> decided it on <Day value={override.decidedOn} />: {override.what}
        </p>
      )}
      <ol className="grid gap-1.5 text-ink-2">
        {why.map((reason) => (
          <li key={reason.questionId} className="grid grid-cols-[1.25rem_minmax(0,1fr)]">
            <span className="text-ink-3">{reason.step}</span>
            <span>
              {reason.statement}
              {reason.effect && <small className="block text-ink-3">{reason.effect}</small>}
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-ink-3 text-small">
        Decided by {decidedByName}, <Instant value={decision.decidedAt} timeZone={timeZone} />
      </p>
    </section>
  );
}
