import type { Route } from 'next';
import Link from 'next/link';
import { ReviewMark } from '@/components/response/context/review-panel';
import { CircleAlert, Paperclip } from '@/components/ui/icons';
import { Status } from '@/components/ui/status';
import { Day } from '@/components/ui/time';
import { findingNames } from '@/lib/catalogue/model';
import type { Column } from '@/lib/checklist-table/model';
import { changeSince, dueOf, isOverdue } from '@/lib/checklist-table/rules/filter';
import { deriveFinding } from '@/lib/response/rules/progress';
import { reviewNames } from '@/lib/review/model';
import type { MatrixRow } from './matrix-model';

type MatrixCellProps = {
  column: Exclude<Column, 'answers'>;
  line: MatrixRow;
  address: string;
  names: ReadonlyMap<string, string>;
  today: string;
  tabIndex: number;
};

/** One cell of a column that can be chosen. */
export function MatrixCell({ column, line, address, names, today, tabIndex }: MatrixCellProps) {
  if (column === 'needs') {
    return (
      <td className="m-note">
        {line.needs && (
          <Link href={address as Route} prefetch={false} className="status tone-late" tabIndex={tabIndex}>
            <CircleAlert />
            <span>{line.needs}</span>
          </Link>
        )}
      </td>
    );
  }
  if (column === 'answer') {
    return (
      <td className="m-word">
        <Status kind={line.finding ?? 'UNANSWERED'} isClaimed={line.claim !== ''}>
          {line.finding ? findingNames[line.finding] : 'Unanswered'}
        </Status>
        {line.claim && <small className="text-ink-2"> claimed</small>}
      </td>
    );
  }
  // What follows is said of the whole requirement, never of one of its rows.
  if (line.row !== null) return <td />;
  const { facts, item } = line;
  switch (column) {
    case 'evidence':
      return (
        <td className="num">
          <span className="m-files">
            {line.evidence > 0 ? (
              <>
                <Paperclip />
                {line.evidence}
              </>
            ) : (
              'none'
            )}
          </span>
          {item.hasFailedEvidence && <small className="block tone-late">failed</small>}
        </td>
      );
    case 'owner': {
      const people = (facts.people ?? []).map(({ userId }) => names.get(userId)).join(', ');
      return (
        <td className="m-who">
          <span title={people}>{people}</span>
        </td>
      );
    }
    case 'due': {
      const day = dueOf(facts);
      const late = isOverdue(item, facts, today);
      return (
        <td className="m-word">
          {day && (
            <span className={late ? 'status tone-late' : undefined}>
              {late && <CircleAlert />}
              <Day value={day} />
              {late && <span className="sr-only">, overdue</span>}
            </span>
          )}
        </td>
      );
    }
    case 'review':
      return (
        <td className="m-word">
          {item.review && (
            <span className="status">
              <ReviewMark state={item.review} />
              {reviewNames[item.review]}
            </span>
          )}
        </td>
      );
    case 'tags':
      return (
        <td className="m-tags">
          {(facts.tags ?? []).map((tag) => (
            <span key={tag} className="tag">
              {tag}
            </span>
          ))}
        </td>
      );
    default: {
      if (!facts.last) return <td className="m-word" />;
      const finding = deriveFinding(facts.last.map((each) => ({ finding: each })));
      return (
        <td className="m-word">
          {finding ? findingNames[finding] : 'Several answers'}
          {changeSince(item, facts) === 'CHANGED' && <b>, changed</b>}
        </td>
      );
    }
  }
}
