import type { Route } from 'next';
import Link from 'next/link';
import { Person } from '@/components/ui/avatar';
import { UserX } from '@/components/ui/icons';
import type { EvidenceView } from '@/lib/evidence/model';
import type { EvidenceCadence, EvidenceOwner } from '@/lib/evidence/model/fields';
import { proposedEnd } from '@/lib/evidence/rules/fields';
import { formatDay } from '@/lib/platform/format';
import { libraryHref } from '../library-href';

/** Whoever answers for a piece of evidence; one who has left says so. */
export function OwnerName({ owner }: { owner: EvidenceOwner | null }) {
  if (!owner) return <span className="text-ink-3">nobody</span>;
  if (!owner.hasLeft) return <Person name={owner.name} />;
  return (
    <span className="status tone-soon">
      <UserX className="size-3.5" />
      {owner.name}, no longer here
    </span>
  );
}

/** Tags, each leading to everything that has it. */
export function TagLinks({ tags }: { tags: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <Link key={tag} href={libraryHref({ tag })} className="tag wrap-anywhere hover:underline">
          {tag}
        </Link>
      ))}
    </span>
  );
}

/** Until when its requirements would have it valid, where nobody has said it. */
export function EndProposal({
  item,
  cadence,
  today,
}: {
  item: EvidenceView;
  cadence: EvidenceCadence;
  today: string;
}) {
  const { validUntil, reason } = proposedEnd(cadence, { ...item, today });
  return (
    <small className="block text-ink-3">
      {reason}: that would be until {formatDay(validUntil)}.{' '}
      <Link href={`/evidence/${item.evidenceId}/edit` as Route} className="link">
        Set the end
      </Link>
    </small>
  );
}
