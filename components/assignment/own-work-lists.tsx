import type { Route } from 'next';
import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import { Day, Distance } from '@/components/ui/time';
import type { OwnRequirement } from '@/lib/assignment/model';
import { isToDo } from '@/lib/assignment/rules';
import type { OwnActivity } from '@/lib/schedule/model';

type OwnWorkListsProps = {
  requirements: readonly OwnRequirement[];
  activities: readonly OwnActivity[];
};

/** What waits for one person: open requirements by assessment, activities by day, and what is answered already. */
export function OwnWorkLists({ requirements, activities }: OwnWorkListsProps) {
  const open = requirements.filter(isToDo);
  const assessmentIds = [...new Set(open.map(({ assessmentId }) => assessmentId))];
  const lists = assessmentIds.map((id) => open.filter(({ assessmentId }) => assessmentId === id));
  const answered = requirements.filter((one) => !isToDo(one));
  return (
    <div className="grid max-w-3xl gap-7">
      {lists.map((list) => (
        <section key={list[0]?.assessmentId}>
          <SectionHead title={list[0]?.assessmentName ?? ''} note={noteOf(list)} />
          <RequirementTable list={list} />
        </section>
      ))}
      {activities.length > 0 && (
        <section>
          <SectionHead title="Activities" note="late, or due within 30 days" />
          <table className="table">
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
      {answered.length > 0 && (
        <section>
          <SectionHead title="Answered" note="can be changed until the assessment is signed" />
          <RequirementTable list={answered} />
        </section>
      )}
    </div>
  );
}

function noteOf(list: readonly OwnRequirement[]): string {
  const returned = list.filter((one) => one.returned !== null).length;
  return [
    returned > 0 && `${returned} returned`,
    list.length > returned && `${list.length - returned} to answer`,
  ]
    .filter(Boolean)
    .join(', ');
}

function RequirementTable({ list }: { list: readonly OwnRequirement[] }) {
  return (
    <table className="table">
      <caption className="sr-only">Requirements</caption>
      <tbody>
        {list.map(({ assessmentId, requirementNumber, title, dueOn, returned }) => (
          <tr key={`${assessmentId} ${requirementNumber}`}>
            <th scope="row">
              <Link href={`/assessments/${assessmentId}/requirements/${requirementNumber}` as Route}>
                {requirementNumber} {title}
              </Link>
              {returned && (
                <small className="block font-normal text-ink-2">
                  <span className="tone-late">Returned by {returned.byName}:</span> {returned.reason}
                </small>
              )}
            </th>
            <td className="whitespace-nowrap text-right">{dueOn && <Day value={dueOn} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
