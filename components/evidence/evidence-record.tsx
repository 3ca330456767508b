import type { ReactNode } from 'react';
import { ExternalLink } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import type { EvidenceView } from '@/lib/evidence/model';
import type { FileDecisions } from './blocked-file';
import { EvidenceFacts } from './evidence-facts';
import { EvidenceFiles } from './evidence-files';
import { MachineResults } from './machine-results';

type EvidenceRecordProps = {
  item: EvidenceView;
  timeZone: string;
  decisions: FileDecisions;
  /** What its requirements propose where no last day is set. */
  proposal?: ReactNode;
  /** Where it is used, its history, how to remove it. */
  children: ReactNode;
};

/** One item: its contents, what is known about it, and what the page adds. */
export function EvidenceRecord({ item, timeZone, decisions, proposal, children }: EvidenceRecordProps) {
  return (
    <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="grid gap-6">
        {item.kind === 'LINK' && (
          <section aria-labelledby="link-head">
            <SectionHead id="link-head" title="Link" />
            <a
              href={item.url}
              target="_blank"
              rel="noopener noreferrer nofollow"
              className="link inline-flex items-center gap-1.5 wrap-anywhere"
            >
              <code>{item.url.replace(/^https?:\/\//, '')}</code>
              <ExternalLink className="size-3.5" />
              <span className="sr-only">(opens in a new tab)</span>
            </a>
          </section>
        )}
        <MachineResults results={item.results} timeZone={timeZone} />
        {item.files.length > 0 && <EvidenceFiles item={item} timeZone={timeZone} decisions={decisions} />}
        {item.note && (
          <section aria-labelledby="note-head">
            <SectionHead id="note-head" title={item.kind === 'NOTE' ? 'Note' : 'Remark'} />
            <p className="max-w-(--measure) whitespace-pre-wrap wrap-anywhere text-read">{item.note}</p>
          </section>
        )}
        {children}
      </div>
      <div className="max-lg:row-start-1">
        <EvidenceFacts item={item} timeZone={timeZone} proposal={proposal} />
      </div>
    </div>
  );
}
