import Link from 'next/link';
import type { ReactNode } from 'react';
import { ArrowDown, ArrowUp } from '@/components/ui/icons';
import type { EvidenceFilter } from '@/lib/evidence/model';
import type { EvidenceSort } from '@/lib/evidence/model/fields';
import { libraryHref } from '../library-href';

type SortHeadProps = {
  sort: EvidenceSort;
  filter: EvidenceFilter;
  className?: string;
  children: ReactNode;
};

/** The head of a column that the library can be put in the order of; once more turns it round. */
export function SortHead({ sort, filter, className, children }: SortHeadProps) {
  const isCurrent = filter.sort === sort;
  // The newest comes first, so that this order goes down to begin with.
  const isDown = (sort === 'RECEIVED') !== filter.isReversed;
  const href = libraryHref({ ...filter, sort, isReversed: isCurrent && !filter.isReversed, cursor: '' });
  return (
    <th
      scope="col"
      className={className}
      aria-sort={isCurrent ? (isDown ? 'descending' : 'ascending') : undefined}
    >
      <Link href={href} className="inline-flex h-6 items-center gap-1 hover:text-ink">
        {children}
        {isCurrent && (isDown ? <ArrowDown /> : <ArrowUp />)}
      </Link>
    </th>
  );
}
