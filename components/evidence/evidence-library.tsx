import { EmptyState } from '@/components/ui/empty-state';
import { ChevronRight, Paperclip, SearchX, Upload } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { TabLinks } from '@/components/ui/tab-links';
import {
  type EvidenceCounts,
  type EvidenceRowView,
  evidenceViewNames,
  evidenceViews,
  type EvidenceFilter as Filter,
} from '@/lib/evidence/model';
import { countedUpTo, type EvidenceChoices } from '@/lib/evidence/model/fields';
import { isNarrowed } from '@/lib/evidence/rules';
import { formatNumber } from '@/lib/platform/format';
import { EvidenceFilter } from './evidence-filter';
import { EvidenceTable } from './evidence-table';
import { LibraryDrop } from './library-drop';
import { libraryHref } from './library-href';

type EvidenceLibraryProps = {
  filter: Filter;
  rows: readonly EvidenceRowView[];
  nextCursor: string | null;
  counts: EvidenceCounts;
  choices: EvidenceChoices;
  /** Largest file; null for people who only read. */
  maxBytes: number | null;
};

/** All evidence of the organization: views, search, one page of rows. */
export function EvidenceLibrary({
  filter,
  rows,
  nextCursor,
  counts,
  choices,
  maxBytes,
}: EvidenceLibraryProps) {
  const tabs = evidenceViews.map((view) => ({
    href: libraryHref({ view, sort: filter.sort, isReversed: filter.isReversed }),
    label: evidenceViewNames[view],
    count: countWords(counts[view]),
    current: view === filter.view,
  }));
  const { view, cursor } = filter;
  const isPart = isNarrowed(filter) || cursor !== '';
  return (
    <>
      <TabLinks label="Views" tabs={tabs} />
      {(counts[view] > 0 || isPart) && <EvidenceFilter filter={filter} choices={choices} />}
      {maxBytes !== null && view !== 'ARCHIVED' && <LibraryDrop maxBytes={maxBytes} />}
      {rows.length > 0 && (
        <EvidenceTable rows={rows} label={`Evidence: ${evidenceViewNames[view]}`} filter={filter} />
      )}
      {rows.length === 0 &&
        (isPart ? <NothingFits filter={filter} /> : <NothingHere view={view} mayAdd={maxBytes !== null} />)}
      <div className="flex flex-wrap items-center justify-end gap-2 px-(--gutter) py-3">
        {cursor && (
          <LinkButton href={libraryHref({ ...filter, cursor: '' })} size="sm">
            First page
          </LinkButton>
        )}
        {nextCursor && (
          <LinkButton href={libraryHref({ ...filter, cursor: nextCursor })} size="sm" icon={<ChevronRight />}>
            Next page
          </LinkButton>
        )}
      </div>
    </>
  );
}

/** What is not counted to its end is "10,000+". */
function countWords(count: number): string {
  return count > countedUpTo ? `${formatNumber(countedUpTo)}+` : formatNumber(count);
}

function NothingFits({ filter }: { filter: Filter }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No evidence fits"
      action={<LinkButton href={libraryHref({ view: filter.view })}>Show all</LinkButton>}
    >
      Try one word instead of several, a requirement number such as 6.3.3, the first characters of a hash, or
      fewer filters.
    </EmptyState>
  );
}

const nothing = {
  ALL: [
    'No evidence yet',
    'Add reports, screenshots, exports and links here or on a requirement. One item can prove several requirements.',
  ],
  TO_REVIEW: [
    'Nothing waits for review',
    'What is brought anew, or was changed since its review, is listed here.',
  ],
  REJECTED: [
    'Nothing is rejected, and nothing failed',
    'What a reviewer rejected is listed here until something else is brought, and what failed until its next run passes.',
  ],
  TO_RENEW: [
    'Nothing is to be renewed',
    'What is in use and ends within 30 days, or has ended, is listed here. Whoever answers for it is asked for it.',
  ],
  ENDS_SOON: [
    'Nothing ends in the next 30 days',
    'What ends soon is listed here, so that it can be renewed in time.',
  ],
  ENDED: ['No evidence has ended', 'What is past its last valid day is listed here.'],
  NOT_USED: ['Everything is used', 'Evidence that stands on no requirement and no activity is listed here.'],
  ARCHIVED: ['Nothing was removed', 'Removed evidence keeps its files and its history.'],
} as const;

function NothingHere({ view, mayAdd }: { view: Filter['view']; mayAdd: boolean }) {
  const [title, words] = nothing[view];
  const add = (
    <LinkButton href="/evidence/new" variant="primary" icon={<Upload />}>
      Add evidence
    </LinkButton>
  );
  return (
    <EmptyState icon={<Paperclip />} title={title} action={view === 'ALL' && mayAdd ? add : undefined}>
      {words}
    </EmptyState>
  );
}
