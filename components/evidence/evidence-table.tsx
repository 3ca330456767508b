import Link from 'next/link';
import { Lock } from '@/components/ui/icons';
import { Day } from '@/components/ui/time';
import type { EvidenceFilter, EvidenceRowView } from '@/lib/evidence/model';
import type { MachineMark } from '@/lib/evidence/model/machine';
import { evidenceTypeName } from '@/lib/evidence/rules';
import { formatDay } from '@/lib/platform/format';
import { OwnerName } from './fields/said';
import { SortHead } from './fields/sort-head';
import { KindIcon } from './kind-icon';
import { ResultMark } from './result-mark';
import { ReviewMark } from './review-mark';
import { ScanMark } from './scan-mark';
import { ValidityMark } from './validity-mark';

type EvidenceTableProps = {
  rows: readonly EvidenceRowView[];
  label: string;
  /** What is shown, and in which order. */
  filter: EvidenceFilter;
};

/** One page of the library. */
export function EvidenceTable({ rows, label, filter }: EvidenceTableProps) {
  return (
    <div className="data-table-bleed">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scroll-x" aria-label={label} tabIndex={0}>
        <table className="table table-bleed">
          <caption className="sr-only">{label}</caption>
          <thead>
            <tr>
              <SortHead sort="NAME" filter={filter}>
                Name
              </SortHead>
              <th scope="col" className="max-lg:hidden">
                Type
              </th>
              <th scope="col" className="max-md:hidden">
                Used for
              </th>
              <SortHead sort="END" filter={filter}>
                Valid
              </SortHead>
              <th scope="col" className="max-lg:hidden">
                SHA-256
              </th>
              <SortHead sort="RECEIVED" filter={filter} className="max-md:hidden">
                Received
              </SortHead>
              <th scope="col" className="max-xl:hidden">
                Owner
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.evidenceId}>
                <th scope="row">
                  <span className="flex items-center gap-2 py-1 max-md:flex-wrap">
                    <KindIcon kind={row.kind} mediaType={row.mediaType} />
                    <Link href={`/evidence/${row.evidenceId}`} className="wrap-anywhere hover:underline">
                      {row.title}
                    </Link>
                    {row.confidentiality === 'CONFIDENTIAL' && (
                      <span title="Confidential">
                        <Lock className="size-3.5" />
                        <span className="sr-only">Confidential</span>
                      </span>
                    )}
                    {row.machine && <MachineWords machine={row.machine} />}
                    {row.fileCount > 1 && <small className="whitespace-nowrap">{row.fileCount} files</small>}
                    <ScanMark mark={row.scanMark} />
                    {row.tags.slice(0, 3).map((tag) => (
                      <span key={tag} className="tag max-w-40 truncate max-lg:hidden" title={tag}>
                        {tag}
                      </span>
                    ))}
                    {row.tags.length > 3 && <small className="max-lg:hidden">+{row.tags.length - 3}</small>}
                    <ReviewMark state={row.reviewState} />
                  </span>
                </th>
                <td className="whitespace-nowrap text-ink-2 max-lg:hidden">
                  {evidenceTypeName(row.evidenceType)}
                </td>
                <td className="max-md:hidden">
                  <UsedFor numbers={row.requirementNumbers} />
                </td>
                <td>
                  <ValidityMark
                    validity={row.validity}
                    until={row.validUntil ? formatDay(row.validUntil) : ''}
                  />
                </td>
                <td className="max-lg:hidden">
                  {row.sha256 && <code className="text-ink-3">{row.sha256.slice(0, 8)}</code>}
                </td>
                <td className="max-md:hidden">
                  <Day value={row.receivedOn} />
                </td>
                <td className="whitespace-nowrap max-xl:hidden">
                  <OwnerName owner={row.owner} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Which program said it, and what. */
function MachineWords({ machine }: { machine: MachineMark }) {
  return (
    <small className="flex items-center gap-2 whitespace-nowrap">
      {machine.tool} <ResultMark result={machine.result} />
      {machine.result === 'FAIL' && <span>does not count</span>}
    </small>
  );
}

function UsedFor({ numbers }: { numbers: readonly string[] }) {
  if (numbers.length === 0) return <span className="text-ink-3">not used</span>;
  const more = numbers.length - 3;
  return (
    <span className="flex gap-1 whitespace-nowrap">
      {numbers.slice(0, 3).map((number) => (
        <span key={number} className="rounded-mark bg-press px-1.5">
          {number}
        </span>
      ))}
      {more > 0 && (
        <span className="rounded-mark bg-press px-1.5" title={numbers.slice(3).join(', ')}>
          +{more}
          <span className="sr-only"> more: {numbers.slice(3).join(', ')}</span>
        </span>
      )}
    </span>
  );
}
