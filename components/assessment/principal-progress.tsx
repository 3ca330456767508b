import type { Route } from 'next';
import Link from 'next/link';
import { StatusGlyph } from '@/components/ui/status';
import { StatusBar } from '@/components/ui/status-bar';
import { findingNames } from '@/lib/catalogue/model';
import type { AnswerForm, ChecklistGroup, ChecklistItem } from '@/lib/response/model';
import {
  countFindings,
  countsInWords,
  groupByPrincipal,
  incompleteInWords,
  isUnanswered,
} from '@/lib/response/rules/progress';

type PrincipalProgressProps = {
  assessmentId: string;
  items: readonly ChecklistItem[];
  groups: readonly ChecklistGroup[];
  form: AnswerForm;
};

/** One line per principal requirement: where the work stands, and the way in. */
export function PrincipalProgress({ assessmentId, items, groups, form }: PrincipalProgressProps) {
  return (
    <div className="scroll-x">
      <table className="table">
        <caption className="sr-only">Progress per principal requirement</caption>
        <thead>
          <tr>
            <th scope="col" className="text-start">
              Requirement
            </th>
            <th scope="col" className="w-2/5 max-md:hidden">
              <span className="sr-only">Answers</span>
            </th>
            <th scope="col" className="num">
              Answered
            </th>
            <th scope="col" className="num">
              Not in Place
            </th>
          </tr>
        </thead>
        <tbody>
          {[...groupByPrincipal(items)].map(([number, own]) => {
            const counts = countFindings(own);
            const incomplete = incompleteInWords(own, form);
            const entrance = own.find((item) => isUnanswered(item)) ?? own[0];
            return (
              <tr key={number}>
                <th scope="row">
                  <Link
                    href={`/assessments/${assessmentId}/requirements/${entrance?.requirementNumber}` as Route}
                    prefetch={false}
                  >
                    {number} {groups.find((group) => group.requirementNumber === number)?.title}
                  </Link>
                </th>
                <td className="max-md:hidden">
                  <StatusBar counts={counts} label={countsInWords(counts, findingNames)} />
                </td>
                <td className="num whitespace-nowrap">
                  {counts.answered} of {counts.total}
                  {incomplete && <small className="block text-ink-3">{incomplete}</small>}
                </td>
                <td className="num">
                  {counts.NOT_IN_PLACE > 0 ? (
                    <span className="status">
                      <StatusGlyph kind="NOT_IN_PLACE" />
                      {counts.NOT_IN_PLACE}
                    </span>
                  ) : (
                    <span className="text-ink-3">0</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
