import { cx } from '@/components/ui/class-names';
import { SectionHead } from '@/components/ui/section-head';
import { StatusGlyph } from '@/components/ui/status';
import type { AttestationContent, FindingCounts } from '@/lib/attestation/model/snapshot';
import type { Finding } from '@/lib/catalogue/model';

const heads: Record<Finding, string> = {
  IN_PLACE: 'In Place',
  IN_PLACE_WITH_CCW: 'With CCW',
  NOT_APPLICABLE: 'N/A',
  NOT_TESTED: 'Not Tested',
  NOT_IN_PLACE: 'Not in Place',
};

/** Word under glyph: six columns have place beside the titles without scrolling. */
const head = 'num w-16 px-2! py-1! align-bottom whitespace-normal!';

type FindingsTableProps = {
  summary: AttestationContent['summary'];
  total: FindingCounts;
  options: readonly Finding[];
};

/** Part 2g: how many requirements have each answer, per principal requirement. */
export function FindingsTable({ summary, total, options }: FindingsTableProps) {
  return (
    <section aria-labelledby="h-tally">
      <SectionHead id="h-tally" title="Findings by requirement" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className="scroll-x" tabIndex={0} aria-label="Findings by requirement, table">
        <table className="table [--row:1.75rem]">
          <caption className="sr-only">
            Number of requirements with each answer, per principal requirement
          </caption>
          <thead>
            <tr>
              <th scope="col">Requirement</th>
              {options.map((finding) => (
                <th key={finding} scope="col" className={head}>
                  <span className="inline-flex flex-col items-end gap-0.5">
                    <StatusGlyph kind={finding} className="size-3" />
                    {heads[finding]}
                  </span>
                </th>
              ))}
              <th scope="col" className={head}>
                <span className="inline-flex flex-col items-end gap-0.5">
                  <StatusGlyph kind="UNANSWERED" className="size-3" />
                  Unanswered
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {summary.map(({ principalNumber, title, requirements }) => (
              <tr key={principalNumber}>
                <th scope="row" className="min-w-44 text-start font-normal">
                  <span className="grid grid-cols-[2rem_minmax(0,1fr)] py-1">
                    <b className="font-medium">{principalNumber}</b>
                    {title}
                  </span>
                </th>
                <Counts counts={requirements} options={options} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="border-line-strong border-t [&>*]:border-b-0 [&>*]:font-medium">
              <th scope="row" className="text-start">
                All {total.total}
              </th>
              <Counts counts={total} options={options} />
            </tr>
          </tfoot>
        </table>
      </section>
    </section>
  );
}

function Counts({ counts, options }: { counts: FindingCounts; options: readonly Finding[] }) {
  return [...options, 'unanswered' as const].map((kind) => (
    <td key={kind} className={cx('num px-2! tabular-nums', counts[kind] === 0 && 'text-ink-3')}>
      {counts[kind]}
    </td>
  ));
}
