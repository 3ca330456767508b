'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { CheckField } from '@/components/ui/choice-field';
import { FieldFrame, useField } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ImportOutcome, ImportPreview } from '@/lib/exchange/model';
import type { ActionResult } from '@/lib/platform/result';
import { ImportPreviewView } from './import-preview';
import { ImportResult } from './import-result';
import { sendFile } from './send';

type Step =
  | { kind: 'FILE' }
  | { kind: 'PREVIEW'; preview: ImportPreview }
  | { kind: 'DONE'; outcome: ImportOutcome };

type BringBackProps = {
  assessmentId: string;
  timeZone: string;
  /** What the page shows until there is a file to look at. */
  before: ReactNode;
};

/** A file is chosen, every difference is shown, and what was shown is carried out. */
export function BringBack({ assessmentId, timeZone, before }: BringBackProps) {
  const router = useRouter();
  const [step, setStep] = useState<Step>({ kind: 'FILE' });
  const startAgain = () => setStep({ kind: 'FILE' });

  if (step.kind === 'PREVIEW')
    return (
      <ImportPreviewView
        {...{ assessmentId, timeZone }}
        preview={step.preview}
        onAgain={startAgain}
        onDone={(outcome) => {
          setStep({ kind: 'DONE', outcome });
          // Pages that were seen before show the new answers.
          router.refresh();
        }}
      />
    );
  if (step.kind === 'DONE')
    return <ImportResult assessmentId={assessmentId} outcome={step.outcome} onAgain={startAgain} />;
  const action = (
    _previous: ActionResult<{ preview: ImportPreview }> | null,
    form: FormData,
  ): Promise<ActionResult<{ preview: ImportPreview }>> => sendFile(assessmentId, form);
  return (
    <>
      {before}
      <section>
        <SectionHead title="Bring it back" />
        <ActionForm
          action={action}
          onSuccess={({ preview }) => setStep({ kind: 'PREVIEW', preview })}
          className="grid max-w-176 gap-4"
        >
          <FileField />
          <CheckField
            name="stopsOnProblems"
            label="Stop if anything does not fit"
            hint="Otherwise the rows that fit are taken, and the others are listed."
          />
          <div>
            <SubmitButton busyText="Reading the file">Show what would change</SubmitButton>
          </div>
        </ActionForm>
      </section>
    </>
  );
}

function FileField() {
  const hint = 'XLSX or CSV, up to 5 MB. Nothing changes before you have seen every difference.';
  const field = useField({ name: 'file', id: undefined, hint, errors: undefined });
  return (
    <FieldFrame label="The file that you answered in" hint={hint} field={field}>
      <input
        {...field.aria}
        id={field.inputId}
        name="file"
        type="file"
        accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        className="input h-auto py-1"
      />
    </FieldFrame>
  );
}
