import type { ReactNode } from 'react';
import { Person } from '@/components/ui/avatar';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { Day, Instant } from '@/components/ui/time';
import { type EvidenceView, evidenceKindNames } from '@/lib/evidence/model';
import { evidenceTypeName } from '@/lib/evidence/rules';
import { confidentialityName, periodWords } from '@/lib/evidence/rules/fields';
import { formatDay } from '@/lib/platform/format';
import { OwnerName, TagLinks } from './fields/said';
import { ValidityMark } from './validity-mark';

type EvidenceFactsProps = {
  item: EvidenceView;
  timeZone: string;
  /** What its requirements propose where no last day is set. */
  proposal: ReactNode;
};

/** What is known about an item, beside its contents. */
export function EvidenceFacts({ item, timeZone, proposal }: EvidenceFactsProps) {
  const period = periodWords(item.coversFrom, item.coversTo);
  const facts: (Fact | null)[] = [
    { term: 'Kind', detail: evidenceKindNames[item.kind] },
    item.evidenceType ? { term: 'Type', detail: evidenceTypeName(item.evidenceType) } : null,
    item.collectedOn ? { term: 'Collected', detail: <Day value={item.collectedOn} /> } : null,
    period ? { term: 'Covers', detail: period } : null,
    {
      term: 'Valid',
      detail: (
        <>
          <ValidityMark validity={item.validity} until={item.validUntil ? formatDay(item.validUntil) : ''} />
          {proposal}
        </>
      ),
    },
    {
      term: 'Owner',
      detail: <OwnerName owner={item.owner} />,
    },
    item.source ? { term: 'Source', detail: <span className="wrap-anywhere">{item.source}</span> } : null,
    { term: 'Confidentiality', detail: confidentialityName(item.confidentiality) },
    item.tags.length > 0 ? { term: 'Tags', detail: <TagLinks tags={item.tags} /> } : null,
    { term: 'Received', detail: <Instant value={item.receivedAt} timeZone={timeZone} /> },
    { term: 'By', detail: <Person name={item.receivedByName} /> },
    item.externalRef ? { term: 'Reference', detail: <code>{item.externalRef}</code> } : null,
    { term: 'Version', detail: hasVersions(item) ? item.fileVersion : item.version },
  ];
  return (
    <section aria-label="Facts">
      <DescriptionList facts={facts.filter((fact) => fact !== null)} />
    </section>
  );
}

/** Of files and results each version is kept; of a link or a note it counts the changes. */
const hasVersions = ({ kind }: EvidenceView) => kind === 'FILE' || kind === 'MACHINE';
