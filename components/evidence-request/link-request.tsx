import type { ReactNode } from 'react';
import { DescriptionList } from '@/components/ui/description-list';
import { Notice } from '@/components/ui/notice';
import { Day } from '@/components/ui/time';
import type { LinkView } from '@/lib/evidence-request/model';

/** All that a link shows to whoever has it: who asks, for what, and until when. */
export function LinkRequest({ view, children }: { view: LinkView; children: ReactNode }) {
  const { askerName, organizationName, recipientName, title, words, evidenceTypeName, untilOn } = view;
  const facts = [
    { term: 'Asked of', detail: recipientName },
    ...(evidenceTypeName ? [{ term: 'Kind', detail: evidenceTypeName }] : []),
    { term: 'Until', detail: <Day value={untilOn} /> },
  ];
  return (
    <>
      <h1 className="mb-2 wrap-anywhere">{title}</h1>
      <p className="mb-4 text-ink-2 text-read">
        {askerName} of {organizationName} asks you for this piece of evidence.
      </p>
      {words && <p className="mb-5 whitespace-pre-wrap wrap-anywhere text-read">{words}</p>}
      <DescriptionList facts={facts} className="mb-6" />
      {view.isClosed && (
        <Notice
          tone="soon"
          title="What this was asked for has been closed meanwhile."
          className="mb-5"
        >{`Ask ${askerName} whether it is still needed. What you send is kept, and they are told.`}</Notice>
      )}
      {children}
    </>
  );
}

/** A link that takes nothing any more, with the reason and what to do. */
export function DeadLink({ words }: { words: string }) {
  return (
    <>
      <h1 className="mb-2">This link has ended</h1>
      <p className="text-ink-2 text-read">{words}</p>
    </>
  );
}
