import type { AnalysisText } from '@/lib/risk-analysis/model';

/** What an analysis says, in the order of 12.3.1. */
export function AnalysisWords({ text, frequency }: { text: AnalysisText; frequency: string }) {
  const parts = [
    ['What is protected', text.assets],
    ['Threats', text.threats],
    ['What makes them more or less likely', text.likelihood],
    ['What they would do', text.impact],
    ['How often', text.process.trim() === '' ? frequency : text.process],
    ['Why this is often enough', text.justification],
  ] as const;
  return (
    <dl className="grid max-w-(--measure) gap-4">
      {parts.map(([term, words]) => (
        <div key={term}>
          <dt className="font-semibold">{term}</dt>
          <dd className="whitespace-pre-line text-read">
            {words.trim() === '' ? <span className="text-ink-3">Not written yet</span> : words}
          </dd>
        </div>
      ))}
    </dl>
  );
}
