import type { Route } from 'next';
import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import { Day, Distance } from '@/components/ui/time';
import type { OwnRequirement } from '@/lib/assignment/model';
import { byAssessment, isToDo, toDoNote } from '@/lib/assignment/rules';
import type { OwnActivity } from '@/lib/schedule/model';
import { OwnRequirementTable } from './own-requirement-table';

type OwnWorkListsProps = {
  requirements: readonly OwnRequirement[];
  activities: readonly OwnActivity[];
};

/** What waits for one person: open requirements by assessment, activities by day, and what is done already. */
export function OwnWorkLists({ requirements, activities }: OwnWorkListsProps) {
  const open = requirements.filter(isToDo);
  const lists = byAssessment(open);
  const done = requirements.filter((one) => !isToDo(one));
  return (
    <div className="grid max-w-3xl gap-7">
      {lists.map((list) => (
        <section key={list[0]?.assessmentId}>
          <SectionHead title={list[0]?.assessmentName ?? ''} note={toDoNote(list)} />
          <OwnRequirementTable list={list} caption="Requirements to do" />
        </section>
      ))}
      {activities.length > 0 && (
        <section>
          <SectionHead title="Activities" note="late, or due within 30 days" />
          <table className="table table-two-line">
            <caption className="sr-only">Activities</caption>
            <tbody>
              {activities.map(({ activityId, title, requirementNumbers, dueOn, days }) => (
                <tr key={`${activityId} ${dueOn}`}>
                  <th scope="row">
                    <Link href={`/schedule/activities/${activityId}` as Route}>{title}</Link>
                  </th>
                  <td className="text-ink-3 max-md:hidden">{requirementNumbers.join(', ')}</td>
                  <td className="whitespace-nowrap text-right">
                    <Day value={dueOn} /> <Distance days={days} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {done.length > 0 && (
        <section>
          <SectionHead title="Done" note="can be changed until the assessment is signed" />
          <OwnRequirementTable list={done} caption="Requirements that are done" />
        </section>
      )}
    </div>
  );
}
