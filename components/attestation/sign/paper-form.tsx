'use client';

import { useRouter } from 'next/navigation';
import { ConfirmFields } from '@/components/access/confirm-fields';
import { ActionForm } from '@/components/ui/action-form';
import { CheckField } from '@/components/ui/choice-field';
import { DialogButton, DialogCancel } from '@/components/ui/dialog-button';
import { FieldFrame, useField } from '@/components/ui/field';
import { Upload } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { acknowledgementIds, acknowledgements } from '@/lib/attestation/model/outcome';
import type { ActionFailure, ActionResult } from '@/lib/platform/result';

type PaperFormProps = {
  assessmentId: string;
  officerName: string;
  contentSha256: string;
  today: string;
  disabledReason: string | undefined;
  asksCode: boolean;
};

/** The attestation was signed on paper or by a signing service: the pages are filed, and that seals the document. */
export function PaperForm({
  assessmentId,
  officerName,
  contentSha256,
  today,
  disabledReason,
  asksCode,
}: PaperFormProps) {
  return (
    <DialogButton
      text="File signed pages"
      icon={<Upload />}
      size="sm"
      title="File the signed attestation"
      disabledReason={disabledReason}
      wide
    >
      <UploadForm assessmentId={assessmentId} submitText="File and seal">
        <input type="hidden" name="contentSha256" value={contentSha256} />
        <p className="text-ink-2">
          {officerName} signs the printed report. Filing it seals what stands here now, so it must be the
          pages that begin their foot with{' '}
          <span className="whitespace-nowrap font-mono text-small">Content {contentSha256.slice(0, 8)}</span>.
        </p>
        <FileField hint="PDF from the scanner or the signing service, or a picture of it." />
        <TextField
          name="printedHash"
          label="Hash at the foot of the signed pages"
          hint="The first eight digits are enough."
          autoComplete="off"
          spellCheck={false}
          className="max-w-80"
        />
        {/* Not a DateField: what is wrong with this day takes more room than a day does. */}
        <TextField name="signedOn" label="Date beside the signature" type="date" max={today} />
        <fieldset className="grid gap-1.5">
          <legend className="label pb-1">On these pages the officer confirms</legend>
          {acknowledgementIds.map((id) => (
            <CheckField key={id} name={id} label={acknowledgements[id]} />
          ))}
        </fieldset>
        <ConfirmFields asksCode={asksCode} />
      </UploadForm>
    </DialogButton>
  );
}

/** A document signed outside, filed once beside an attestation that is sealed already. */
export function DocumentForm({ assessmentId, asksCode }: { assessmentId: string; asksCode: boolean }) {
  return (
    <DialogButton text="File a signed document" icon={<Upload />} size="sm" title="File a signed document">
      <UploadForm assessmentId={assessmentId} submitText="File">
        <p className="text-ink-2">
          For example the assessor’s counter-signature or the bank’s own form. It is filed once and then
          stays.
        </p>
        <FileField hint="PDF, or a picture of it." />
        <ConfirmFields asksCode={asksCode} />
      </UploadForm>
    </DialogButton>
  );
}

function UploadForm({
  assessmentId,
  submitText,
  children,
}: {
  assessmentId: string;
  submitText: string;
  children: React.ReactNode;
}) {
  const router = useRouter();
  async function upload(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
    // The file goes last: the answers stand before it in the request, wherever its field stands in the form.
    const file = form.get('file');
    form.delete('file');
    if (file) form.append('file', file);
    try {
      const response = await fetch(`/api/assessments/${assessmentId}/signed-document`, {
        method: 'POST',
        body: form,
      });
      if (response.ok) return { ok: true };
      return { ok: false, ...((await response.json()) as Omit<ActionFailure, 'ok'>) };
    } catch {
      return {
        ok: false,
        code: 'UNAVAILABLE',
        message: 'The file did not arrive. Check the connection and try again.',
      };
    }
  }
  return (
    <ActionForm action={upload} onSuccess={() => router.refresh()} className="mt-2 grid gap-3">
      {children}
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Filing">{submitText}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function FileField({ hint }: { hint: string }) {
  const field = useField({ name: 'file', id: undefined, hint, errors: undefined });
  return (
    <FieldFrame label="Signed document" hint={hint} field={field}>
      <input
        {...field.aria}
        id={field.inputId}
        name="file"
        type="file"
        accept="application/pdf,image/png,image/jpeg"
        className="input h-auto py-1"
      />
    </FieldFrame>
  );
}
