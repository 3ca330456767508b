import { Status } from '@/components/ui/status';
import { type StatusKind, statusKinds } from '@/components/ui/status-kind';
import type { EventView } from '@/lib/audit-trail/rules';
import { type Finding, findingNames } from '@/lib/catalogue/model';

/** What happened, in one line: "answered 6.4.2 of Web shop: Unanswered to In Place". */
export function EventSentence({ event }: { event: Pick<EventView, 'sentence' | 'finding'> }) {
  return (
    <>
      {event.sentence.map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never change their order
        part.strong ? <b key={index}>{part.text}</b> : part.text,
      )}
      {event.finding && (
        <>
          : <FindingWord code={event.finding.from} /> to <FindingWord code={event.finding.to} />
        </>
      )}
    </>
  );
}

/** An answer with its glyph; null is "Unanswered", a code of a later version is shown as it is. */
function FindingWord({ code }: { code: string | null }) {
  const kind: StatusKind | undefined =
    code === null ? 'UNANSWERED' : statusKinds.find((known) => known === code);
  if (!kind) return <>{code}</>;
  return <Status kind={kind}>{kind === 'UNANSWERED' ? 'Unanswered' : findingNames[kind as Finding]}</Status>;
}
