import { Status } from '@/components/ui/status';
import { StatusBar } from '@/components/ui/status-bar';
import type { FindingCounts } from '@/lib/attestation/model/snapshot';
import { findingNames, findings } from '@/lib/catalogue/model';
import type { Cell } from '@/lib/report/model';

export function ReportCell({ cell }: { cell: Cell }) {
  if (typeof cell === 'string') return <span className="whitespace-pre-line">{cell}</span>;
  switch (cell.kind) {
    case 'strong':
      return <span className="font-medium tabular-nums">{cell.text}</span>;
    case 'mono':
      return <span className="font-mono break-all">{cell.text}</span>;
    case 'finding':
      return (
        <Status kind={cell.finding ?? 'UNANSWERED'}>
          {cell.finding ? findingNames[cell.finding] : 'Unanswered'}
        </Status>
      );
    case 'bar':
      return <StatusBar counts={statusCounts(cell.counts)} label={barWords(cell.counts)} />;
  }
}

function statusCounts({ unanswered, total: _total, ...counts }: FindingCounts) {
  return { ...counts, UNANSWERED: unanswered };
}

function barWords(counts: FindingCounts): string {
  const parts = findings
    .filter((finding) => counts[finding] > 0)
    .map((finding) => `${counts[finding]} ${findingNames[finding]}`);
  return [...parts, `${counts.unanswered} unanswered`].join(', ');
}
