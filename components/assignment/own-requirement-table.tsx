import type { Route } from 'next';
import Link from 'next/link';
import { Status } from '@/components/ui/status';
import { Day, Distance } from '@/components/ui/time';
import type { OwnRequirement } from '@/lib/assignment/model';
import { isToDo } from '@/lib/assignment/rules';
import { findingNames } from '@/lib/catalogue/model';

/** Requirements of one person: what each is, what is answered, what is still missing, and by when. */
export function OwnRequirementTable({ list, caption }: { list: readonly OwnRequirement[]; caption: string }) {
  return (
    <table className="table table-two-line">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Requirement</th>
          <th scope="col">Answer</th>
          <th scope="col">Answer by</th>
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={`${one.assessmentId} ${one.requirementNumber}`}>
            <th scope="row" className="wrap-anywhere">
              <Link href={`/assessments/${one.assessmentId}/requirements/${one.requirementNumber}` as Route}>
                {one.requirementNumber} {one.title}
              </Link>
              {one.returned && (
                <small className="block font-normal text-ink-2">
                  <span className="tone-late">Returned by {one.returned.byName}:</span> {one.returned.reason}
                </small>
              )}
            </th>
            <td className="md:w-64">
              <Status kind={one.finding ?? 'UNANSWERED'}>
                {one.finding ? findingNames[one.finding] : one.needs}
              </Status>
              {one.finding && one.needs && <small className="block text-ink-2">{one.needs}</small>}
            </td>
            <td className="whitespace-nowrap text-right md:w-32">
              {one.dueOn && <Day value={one.dueOn} />}
              {one.days !== null && isToDo(one) && (
                <small className="block">
                  <Distance days={one.days} soonWithin={3} />
                </small>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
