import Link from 'next/link';
import { Notice } from '@/components/ui/notice';
import type { Requirement } from '@/lib/catalogue/model';
import { formatDay } from '@/lib/platform/format';

/** A requirement that another one replaced, or that replaced another one. */
export function SupersededNotice({
  requirement,
  supersedes,
}: {
  requirement: Requirement;
  supersedes: readonly Requirement[];
}) {
  if (requirement.supersededBy && requirement.supersededSince)
    return (
      <Notice
        tone="soon"
        className="mb-5"
        title={`${requirement.supersededBy} replaced this on ${formatDay(requirement.supersededSince)}.`}
        action={
          <Link href={`/catalogue/${requirement.supersededBy}`} className="link">
            Open {requirement.supersededBy}
          </Link>
        }
      >
        Some forms still print it. We propose Not Applicable, “superseded by {requirement.supersededBy}”, and
        let you decide: the council’s own answer on reporting it was not available to us, so ask your
        acquirer.
      </Notice>
    );
  const [older] = supersedes;
  if (!older) return null;
  return (
    <p className="mb-5 text-ink-2">
      Since {older.supersededSince && formatDay(older.supersededSince)} this replaces{' '}
      <Link href={`/catalogue/${older.requirementNumber}`} className="link">
        {older.requirementNumber}
      </Link>
      .
    </p>
  );
}
