import Link from 'next/link';
import { ActionForm } from '@/components/ui/action-form';
import { Badge } from '@/components/ui/badge';
import { Plus, X } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { EvidenceUseView } from '@/lib/evidence/model';
import type { ActionResult } from '@/lib/platform/result';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type EvidenceUsesProps = {
  evidenceId: string;
  uses: readonly EvidenceUseView[];
  /** Titles of activities that were done with it. */
  activities: readonly string[];
  /** Assessments that still take evidence, and the actions; null for people who only read. */
  change: {
    targets: readonly { assessmentId: string; name: string; questionnaireId: string }[];
    link: FormAction;
    unlink: FormAction;
  } | null;
};

/** Where an item proves something, and where else it shall. */
export function EvidenceUses({ evidenceId, uses, activities, change }: EvidenceUsesProps) {
  const count = uses.length === 1 ? '1 requirement' : `${uses.length} requirements`;
  return (
    <section aria-labelledby="uses-head">
      <SectionHead id="uses-head" title={uses.length === 0 ? 'Not used yet' : `Used for ${count}`} />
      <ul>
        {uses.map((use) => (
          <li
            key={`${use.assessmentId} ${use.requirementNumber}`}
            className="flex min-h-9 flex-wrap items-center gap-x-3 border-line border-t py-1"
          >
            <Link
              href={`/assessments/${use.assessmentId}/requirements/${use.requirementNumber}`}
              className="link w-16"
            >
              {use.requirementNumber}
            </Link>
            <span className="min-w-0 flex-1 wrap-anywhere">{use.assessmentName}</span>
            {use.isSigned && <Badge>{signedWords(use.signedVersion ?? 1)}</Badge>}
            {change && !use.isSigned && (
              <ActionForm action={change.unlink}>
                <input type="hidden" name="evidenceId" value={evidenceId} />
                <input type="hidden" name="assessmentId" value={use.assessmentId} />
                <input type="hidden" name="requirementNumber" value={use.requirementNumber} />
                <SubmitButton variant="ghost" size="sm" icon={<X />}>
                  Take off
                  <span className="sr-only">
                    {' '}
                    {use.requirementNumber} of {use.assessmentName}
                  </span>
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        ))}
        {activities.map((title) => (
          <li key={title} className="flex min-h-9 items-center gap-x-3 border-line border-t py-1">
            <span className="w-16 text-ink-3">Schedule</span>
            <span className="min-w-0 flex-1 wrap-anywhere">{title}</span>
          </li>
        ))}
      </ul>
      {change && change.targets.length > 0 && (
        <UseElsewhere evidenceId={evidenceId} targets={change.targets} link={change.link} />
      )}
    </section>
  );
}

function UseElsewhere({
  evidenceId,
  targets,
  link,
}: {
  evidenceId: string;
  targets: NonNullable<EvidenceUsesProps['change']>['targets'];
  link: FormAction;
}) {
  return (
    <details className="mt-3">
      <summary className="btn btn-sm w-fit">
        <Plus />
        Use for another requirement
      </summary>
      <ActionForm action={link} resetOnSuccess className="well mt-2 grid gap-3">
        <input type="hidden" name="evidenceId" value={evidenceId} />
        <SelectField
          name="assessmentId"
          label="Assessment"
          defaultValue={targets[0]?.assessmentId}
          options={targets.map(({ assessmentId, name, questionnaireId }) => ({
            value: assessmentId,
            label: `${name} (SAQ ${questionnaireId.replace('-Merchant', '').replace('-ServiceProvider', '')})`,
          }))}
          className="max-w-96"
        />
        <TextField
          name="requirementNumbers"
          label="Requirements"
          hint="One number or several, separated by commas: 6.3.3, 11.3.1."
          maxLength={400}
          autoComplete="off"
          className="max-w-96"
        />
        <div>
          <SubmitButton size="sm" busyText="Adding">
            Use it there
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}

/** Version 0: none of its files was open when the assessment was signed. */
const signedWords = (version: number) =>
  version === 0 ? 'signed without its files' : `signed with version ${version}`;
