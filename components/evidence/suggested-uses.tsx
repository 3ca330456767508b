import { ActionForm } from '@/components/ui/action-form';
import { SectionHead } from '@/components/ui/section-head';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { RequirementSuggestion } from '@/lib/evidence/model';
import type { ActionResult } from '@/lib/platform/result';

type SuggestedUsesProps = {
  evidenceId: string;
  suggestions: readonly RequirementSuggestion[];
  link: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** What an item may prove, with the reasons. Nothing is used before somebody says so. */
export function SuggestedUses({ evidenceId, suggestions, link }: SuggestedUsesProps) {
  if (suggestions.length === 0) return null;
  return (
    <section aria-labelledby="suggested-head">
      <SectionHead id="suggested-head" title="May also prove" />
      <ul>
        {suggestions.map((one) => (
          <li
            key={one.requirementNumber}
            className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t py-1.5"
          >
            <span className="w-16">{one.requirementNumber}</span>
            <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
              {one.title}
              <small className="block text-ink-3">Because {one.reasons.join(', ')}</small>
            </span>
            <ActionForm action={link} className="flex flex-wrap items-end gap-2">
              <input type="hidden" name="evidenceId" value={evidenceId} />
              <input type="hidden" name="requirementNumbers" value={one.requirementNumber} />
              <Assessment suggestion={one} />
              <SubmitButton variant="default" size="sm" busyText="Adding">
                Use for {one.requirementNumber}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Assessment({
  suggestion: { requirementNumber, assessments },
}: {
  suggestion: RequirementSuggestion;
}) {
  const [only, ...more] = assessments;
  if (only && more.length === 0) {
    return (
      <>
        <input type="hidden" name="assessmentId" value={only.assessmentId} />
        <span className="self-center text-ink-3 text-small">{only.name}</span>
      </>
    );
  }
  return (
    <SelectField
      name="assessmentId"
      label={`Assessment for ${requirementNumber}`}
      options={assessments.map(({ assessmentId, name }) => ({ value: assessmentId, label: name }))}
    />
  );
}
