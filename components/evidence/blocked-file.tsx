import { ConfirmButton } from '@/components/ui/confirm-button';
import { Trash2 } from '@/components/ui/icons';
import { TextField } from '@/components/ui/text-field';
import type { EvidenceFileView } from '@/lib/evidence/model';
import { findingWords } from '@/lib/evidence/words';
import type { ActionResult } from '@/lib/platform/result';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

/** What somebody may do about a blocked file; null where they may not. */
export type FileDecisions = { remove: FormAction | null; release: FormAction | null };

type BlockedFileProps = { evidenceId: string; file: EvidenceFileView; decisions: FileDecisions };

/** A file that was blocked for card numbers: what was found, masked, and the two ways out. */
export function BlockedFile({ evidenceId, file, decisions: { remove, release } }: BlockedFileProps) {
  const ids = { evidenceId, fileId: file.fileId };
  const { findings } = file.scan;
  return (
    <div className="mt-2 grid gap-2">
      <ul className="grid gap-0.5 text-ink-2" aria-label={`Found in ${file.fileName}`}>
        {findings.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same finding may stand there twice, and the list never changes
          <li key={index}>
            <code>{findingWords(finding)}</code>
          </li>
        ))}
      </ul>
      <p className="max-w-(--measure) text-ink-2">
        Take the numbers out of the file and add it again, or show at most the first six and last four digits.
        Until somebody decides, the file stays closed; after a week it is removed.
      </p>
      {!release && remove && (
        <p className="text-ink-3">If it is a false alarm, a compliance officer can say so.</p>
      )}
      <div className="flex flex-wrap gap-2">
        {remove && (
          <ConfirmButton
            text="Remove the file"
            size="sm"
            icon={<Trash2 />}
            title={`Remove “${file.fileName}”?`}
            confirmText="Remove the file"
            cancelText="Keep it blocked"
            busyText="Removing"
            danger
            action={remove}
            fields={ids}
          >
            <p>
              It is deleted from the server and does not come back. Its name and hash stay in the history.
            </p>
          </ConfirmButton>
        )}
        {release && (
          <ConfirmButton
            text="It is a false alarm"
            size="sm"
            title="No card number after all?"
            confirmText="Release the file"
            cancelText="Keep it blocked"
            busyText="Releasing"
            action={release}
            fields={ids}
          >
            <p>
              Everybody who sees this evidence can then open the file. Your name and reason are kept in the
              audit log.
            </p>
            <TextField
              name="reason"
              label="Why is it no card number?"
              maxLength={500}
              autoComplete="off"
              required
            />
          </ConfirmButton>
        )}
      </div>
    </div>
  );
}
