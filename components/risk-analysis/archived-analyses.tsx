import Link from 'next/link';
import { ChevronRight } from '@/components/ui/icons';
import type { AnalysisItem } from '@/lib/risk-analysis/model';

/** Analyses that are not used any more; each can be restored on its page. */
export function ArchivedAnalyses({ analyses }: { analyses: readonly AnalysisItem[] }) {
  if (analyses.length === 0) return null;
  return (
    <details className="group px-(--gutter) pt-6 pb-10">
      <summary className="flex items-center gap-2 font-semibold">
        <ChevronRight className="text-ink-3 group-open:rotate-90" />
        {analyses.length === 1 ? 'One analysis is' : `${analyses.length} analyses are`} archived
      </summary>
      <ul className="mt-2 pl-6">
        {analyses.map(({ analysisId, title, requirementNumbers }) => (
          <li key={analysisId} className="border-line border-t py-1.5">
            <Link href={`/risk-analyses/${analysisId}`} className="hover:underline">
              {title}
            </Link>
            <small className="block text-ink-3">for {requirementNumbers.join(', ')}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}
