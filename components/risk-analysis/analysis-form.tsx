import type { Route } from 'next';
import { ActionForm } from '@/components/ui/action-form';
import { ChoiceGroup } from '@/components/ui/choice-field';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { LinkButton } from '@/components/ui/link-button';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';
import type { AnalysisView } from '@/lib/risk-analysis/model';

type AnalysisFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  requirements: readonly { requirementNumber: string; title: string }[];
  /** Missing: a new one, perhaps started from a requirement of an assessment. */
  analysis?: AnalysisView;
  started?: { linkTo: string; assessmentId: string; madeByName: string };
  cancelHref: Route;
};

/** Everything that 12.3.1 asks an analysis to say. Only title and requirement are asked for at once. */
export function AnalysisForm({ action, requirements, analysis, started, cancelHref }: AnalysisFormProps) {
  return (
    <ActionForm action={action} className="grid max-w-(--measure) gap-6">
      {analysis && <input type="hidden" name="analysisId" value={analysis.analysisId} />}
      {analysis && <input type="hidden" name="version" value={analysis.version} />}
      {started && <input type="hidden" name="linkTo" value={started.linkTo} />}
      {started && <input type="hidden" name="assessmentId" value={started.assessmentId} />}
      <TextField
        name="title"
        label="Title"
        maxLength={200}
        required
        autoComplete="off"
        hint="For example: Inspection of the payment terminals in our shops."
        defaultValue={analysis?.title}
      />
      <ChoiceGroup
        kind="checkbox"
        name="requirementNumbers[]"
        label="For which requirements"
        choices={requirements.map(({ requirementNumber, title }) => ({
          value: requirementNumber,
          label: `${requirementNumber} ${title}`,
        }))}
        defaultValue={analysis?.requirementNumbers ?? (started?.linkTo ? [started.linkTo] : [])}
      />
      <fieldset className="grid gap-4 border-line border-t pt-4">
        <legend className="float-left font-semibold text-read">The risk</legend>
        <TextAreaField
          name="assets"
          label="What is protected"
          hint="Systems, devices and data that would suffer."
          className="clear-both"
          rows={3}
          defaultValue={analysis?.assets}
        />
        <TextAreaField
          name="threats"
          label="Threats"
          hint="What this requirement guards against, in your own surroundings."
          rows={3}
          defaultValue={analysis?.threats}
        />
        <TextAreaField
          name="likelihood"
          label="What makes them more or less likely"
          hint="For example: who gets near, what is open to the internet, what else stops or shows it."
          rows={3}
          defaultValue={analysis?.likelihood}
        />
        <TextAreaField
          name="impact"
          label="What they would do"
          hint="For example: how many cards are within reach before anybody notices."
          rows={3}
          defaultValue={analysis?.impact}
        />
      </fieldset>
      <fieldset className="grid gap-4 border-line border-t pt-4">
        <legend className="float-left font-semibold text-read">What follows</legend>
        <Frequency analysis={analysis} />
        <TextAreaField
          name="justification"
          label="Why this is often enough"
          hint="How the frequency or process keeps the risk small, with what you said above."
          rows={3}
          defaultValue={analysis?.justification}
        />
      </fieldset>
      <fieldset className="grid gap-4 border-line border-t pt-4">
        <legend className="float-left font-semibold text-read">Who made it</legend>
        <div className="clear-both grid gap-4 sm:grid-cols-2">
          <TextField
            name="madeByName"
            label="Name"
            maxLength={120}
            autoComplete="off"
            defaultValue={analysis?.madeByName ?? started?.madeByName}
          />
          <DateField name="madeOn" label="On" defaultValue={analysis?.madeOn ?? ''} />
        </div>
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <SubmitButton busyText="Saving">{analysis ? 'Save changes' : 'Save analysis'}</SubmitButton>
        <LinkButton href={cancelHref} variant="ghost">
          Cancel
        </LinkButton>
      </div>
      <LeaveGuard />
    </ActionForm>
  );
}

function Frequency({ analysis }: { analysis: AnalysisView | undefined }) {
  return (
    <div className="clear-both grid gap-4">
      <div className="grid grid-cols-[7rem_9rem] gap-3">
        <TextField
          name="every"
          label="Every"
          inputMode="numeric"
          maxLength={3}
          autoComplete="off"
          defaultValue={analysis?.cadenceEvery ?? ''}
        />
        <SelectField
          name="unit"
          label="Unit"
          defaultValue={analysis?.cadenceUnit ?? 'month'}
          options={[
            { value: 'day', label: 'days' },
            { value: 'week', label: 'weeks' },
            { value: 'month', label: 'months' },
            { value: 'year', label: 'years' },
          ]}
        />
      </div>
      <TextAreaField
        name="process"
        label="Or a process"
        optionalMark="in place of a frequency"
        hint="How it is decided when it is due, where no fixed number of days fits. Leave the number above empty then."
        rows={2}
        defaultValue={analysis?.process}
      />
    </div>
  );
}
