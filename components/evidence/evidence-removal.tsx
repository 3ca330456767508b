import { ActionForm } from '@/components/ui/action-form';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { ArchiveRestore, Trash2 } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { EvidenceView } from '@/lib/evidence/model';
import { formatDay } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

/** Takes an item out of the library, with a reason. */
type RemoveEvidenceProps = { item: EvidenceView; isKept: boolean; archive: FormAction };

export function RemoveEvidence({ item, isKept, archive }: RemoveEvidenceProps) {
  const signed = isKept ? item.uses.find((use) => use.isSigned) : undefined;
  const count = item.uses.filter((use) => !use.isSigned).length;
  return (
    <section aria-labelledby="remove-head">
      <SectionHead id="remove-head" title="Remove from the library" />
      <p className="mb-2 max-w-(--measure) text-ink-2">
        {signed
          ? `The signed assessment “${signed.assessmentName}” rests on this evidence, so it stays${item.keptUntil ? ` until ${formatDay(item.keptUntil)}` : ''}.`
          : 'Files and history are kept until their retention ends, and it can be restored until then.'}
      </p>
      {!signed && (
        <ConfirmButton
          text="Remove"
          icon={<Trash2 />}
          title={`Remove “${item.title}”?`}
          confirmText="Remove"
          cancelText="Keep it"
          busyText="Removing"
          danger
          action={archive}
          fields={{ evidenceId: item.evidenceId, version: item.version }}
        >
          {count > 0 && (
            <p>
              {count === 1 ? 'One requirement loses' : `${count} requirements lose`} this evidence. Restoring
              it later does not put it back there.
            </p>
          )}
          <TextField name="reason" label="Why is it removed?" maxLength={500} autoComplete="off" />
        </ConfirmButton>
      )}
    </section>
  );
}

/** Says that an item was removed and why, and brings it back. */
export function RemovedNotice({ item, restore }: { item: EvidenceView; restore: FormAction | null }) {
  return (
    <Notice
      tone="soon"
      className="mb-5"
      title="This evidence was removed."
      action={
        restore && (
          <ActionForm action={restore}>
            <input type="hidden" name="evidenceId" value={item.evidenceId} />
            <input type="hidden" name="version" value={item.version} />
            <SubmitButton variant="default" size="sm" icon={<ArchiveRestore />} busyText="Restoring">
              Restore
            </SubmitButton>
          </ActionForm>
        )
      }
    >
      Reason: {item.archiveReason}
    </Notice>
  );
}
