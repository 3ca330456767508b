import type { ReactNode } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Archive, ArchiveRestore } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type ArchivableProps = {
  /** "legal entity", "provider" … */
  noun: string;
  id: string;
  isArchived: boolean;
  mayManage: boolean;
  archive: FormAction;
  restore: FormAction;
  /** What archiving means for other things, in a sentence. */
  words: string;
  children: ReactNode;
};

/**
 * A record that can leave the lists. In use: the way to archive it stands at the foot; it can be brought back, so
 * nothing is asked twice. Archived: a notice above says why nothing can be changed, and opens it again.
 */
export function Archivable({
  noun,
  id,
  isArchived,
  mayManage,
  archive,
  restore,
  words,
  children,
}: ArchivableProps) {
  const button = (action: FormAction, verb: string, busyText: string, icon: ReactNode) => (
    <ActionForm action={action} className="grid justify-items-start gap-3">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="default" icon={icon} busyText={busyText}>
        {verb} {noun}
      </SubmitButton>
    </ActionForm>
  );
  return (
    <>
      {isArchived && (
        <div className="mb-4 grid gap-2">
          <Notice title={`This ${noun} is archived.`}>It stays readable and can no longer be changed.</Notice>
          {mayManage && button(restore, 'Restore', 'Restoring', <ArchiveRestore />)}
        </div>
      )}
      {children}
      {mayManage && !isArchived && (
        <section className="mt-8 border-line border-t pt-4" aria-labelledby="archive-head">
          <SectionHead id="archive-head" title={`Archive this ${noun}`} />
          <p className="mb-2 max-w-(--measure) text-ink-2">
            It leaves the lists and can be restored. {words}
          </p>
          {button(archive, 'Archive', 'Archiving', <Archive />)}
        </section>
      )}
    </>
  );
}
