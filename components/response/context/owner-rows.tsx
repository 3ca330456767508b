import type { Route } from 'next';
import Link from 'next/link';
import { Day } from '@/components/ui/time';
import type { ChecklistItem } from '@/lib/response/model';
import { isUnanswered } from '@/lib/response/rules/progress';
import { useChecklist, useChecklistState } from '../checklist-context';

/** Who answers it and by when: late while the day is over and nothing stands. */
export function OwnerRows({ item }: { item: ChecklistItem }) {
  const { view } = useChecklist();
  const owners = useChecklistState((state) => state.owners[item.requirementNumber]);
  const locked = useChecklistState((state) => state.lock !== null);
  if (!owners) return null;
  const { requirementNumber } = item;
  const page = `/assessments/${view.assessmentId}/assignments?requirement=${requirementNumber}#${requirementNumber}`;
  return (
    <>
      <dt>Owner</dt>
      <dd>
        {owners.people.length === 0 && <span className="text-ink-3">Nobody yet </span>}
        {owners.people.map(({ userId, name, dueOn, isOver }) => (
          <span key={userId} className="block">
            {name}
            {dueOn && (
              <span className={isOver && isUnanswered(item) ? 'tone-late' : 'text-ink-3'}>
                , {isOver && isUnanswered(item) ? 'overdue since' : 'by'} <Day value={dueOn} />
              </span>
            )}
          </span>
        ))}
        {owners.mayAssign && !locked && (
          <Link href={page as Route} className="link" prefetch={false}>
            {owners.people.length === 0 ? 'Assign' : 'Change'}
          </Link>
        )}
      </dd>
    </>
  );
}
