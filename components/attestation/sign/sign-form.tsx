import { ConfirmFields } from '@/components/access/confirm-fields';
import { ActionForm } from '@/components/ui/action-form';
import { PenLine } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import { acknowledgementIds, acknowledgements } from '@/lib/attestation/model/outcome';
import type { ActionResult } from '@/lib/platform/result';
import { SignatureFields } from './signature-fields';

type SignFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  contentSha256: string;
  officerName: string;
  /** Why nobody, or not this person, can sign now. */
  lockedBecause: string | null;
  resultWords: string;
  claimedWords: string;
  asksCode: boolean;
};

/** Part 3a and 3b: the officer acknowledges, types the name and enters the password again. */
export function SignForm({
  action,
  contentSha256,
  officerName,
  lockedBecause,
  resultWords,
  claimedWords,
  asksCode,
}: SignFormProps) {
  return (
    <section className="well" aria-labelledby="h-sign" id="sign">
      <h2 id="h-sign" className="mb-2 font-semibold">
        Executive officer signs
      </h2>
      {lockedBecause === null ? (
        <ActionForm action={action} className="grid gap-3">
          <SignatureFields
            contentSha256={contentSha256}
            officerName={officerName}
            resultWords={resultWords}
            claimedWords={claimedWords}
          />
          <ConfirmFields asksCode={asksCode} />
          <SubmitButton icon={<PenLine />} busyText="Signing">
            Sign as {resultWords}
          </SubmitButton>
          <p className="text-ink-3 text-small">
            After that nothing in it can be changed. A correction is a new revision.
          </p>
        </ActionForm>
      ) : (
        <>
          <ul className="grid gap-1.5 text-ink-2">
            {acknowledgementIds.map((id) => (
              <li key={id}>{acknowledgements[id]}</li>
            ))}
          </ul>
          <p className="mt-2 text-ink-3 text-small">{lockedBecause}</p>
        </>
      )}
    </section>
  );
}
