import { Archive, ArchiveRestore } from 'lucide-react';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Notice } from '@/components/ui/notice';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type ArchiveSectionProps = {
  /** "legal entity", "provider" … */
  noun: string;
  id: string;
  archive: FormAction;
  children: ReactNode;
};

/** Takes a record out of the lists. It can be brought back, so nothing is asked twice. */
export function ArchiveSection({ noun, id, archive, children }: ArchiveSectionProps) {
  return (
    <section className="mt-6 border-line border-t pt-4" aria-labelledby="archive-head">
      <SectionHead id="archive-head" title={`Archive this ${noun}`} />
      <p className="mb-2 max-w-(--measure) text-ink-2">{children}</p>
      <ActionForm action={archive} className="grid justify-items-start gap-3">
        <input type="hidden" name="id" value={id} />
        <SubmitButton variant="default" icon={<Archive />} busyText="Archiving">
          Archive {noun}
        </SubmitButton>
      </ActionForm>
    </section>
  );
}

type ArchivedNoticeProps = { noun: string; id: string; restore?: FormAction | undefined };

/** Says why a record can no longer be changed, and opens it again. */
export function ArchivedNotice({ noun, id, restore }: ArchivedNoticeProps) {
  return (
    <div className="mb-4 grid gap-2">
      <Notice title={`This ${noun} is archived.`}>It stays readable and can no longer be changed.</Notice>
      {restore && (
        <ActionForm action={restore} className="grid justify-items-start gap-3">
          <input type="hidden" name="id" value={id} />
          <SubmitButton variant="default" icon={<ArchiveRestore />} busyText="Restoring">
            Restore {noun}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}
