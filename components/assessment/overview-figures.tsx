import type { ReactNode } from 'react';

export type Figure = { name: string; value: number; of: number; remark?: ReactNode };

/** Figures that stand apart: what is answered says nothing about proof, and proof nothing about its date. */
export function OverviewFigures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-4 md:grid-cols-4">
      {figures.map((figure) => (
        <div key={figure.name} className="border-line border-t pt-2">
          <dt className="text-ink-2">{figure.name}</dt>
          <dd>
            {figure.of === 0 ? (
              <span className="text-ink-3">none yet</span>
            ) : (
              <>
                <span className="font-semibold text-figure">{figure.value}</span>{' '}
                <span className="text-ink-3">of {figure.of}</span>
                {figure.remark && <small className="block text-ink-3">{figure.remark}</small>}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
