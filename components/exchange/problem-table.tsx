import { SectionHead } from '@/components/ui/section-head';
import type { LineProblem } from '@/lib/exchange/model';

type ProblemTableProps = { title: string; explanation?: string; problems: readonly LineProblem[] };

/** Places of a file with what is wrong there, as its spreadsheet program numbers them. */
export function ProblemTable({ title, explanation, problems }: ProblemTableProps) {
  if (problems.length === 0) return null;
  return (
    <section>
      <SectionHead title={title} level="h3" note={problems.length} />
      {explanation && <p className="mb-2 text-ink-2">{explanation}</p>}
      <table className="table table-fixed">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col" className="w-1/4">
              Place
            </th>
            <th scope="col" className="w-1/4">
              Requirement
            </th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, column, heading, requirementNumber, message }) => (
            <tr key={`${line} ${column} ${message}`}>
              <th scope="row" className="py-2 align-top wrap-anywhere">
                Row {line}
                {column && `, column ${column}`}
                {heading && <small className="block text-ink-3">{heading}</small>}
              </th>
              <td className="py-2 align-top wrap-anywhere">{requirementNumber ?? ''}</td>
              <td className="py-2 align-top wrap-anywhere">{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
