import type { Route } from 'next';
import Link from 'next/link';
import { Check } from './icons';
import { ShareBar } from './status-bar';

type HeatCellProps<T extends string> = {
  /** met: everything answered well; open: `count` to answer; bad: `count` Not in Place; none: not asked. */
  state: 'met' | 'open' | 'bad' | 'none';
  count?: number;
  /** Beside a Not in Place count: how many still wait for an answer. Never hidden by the gaps. */
  rest?: number;
  /** Answered share for the 2 px line of an open cell. */
  share?: number;
  /** A full sentence: "PCI DSS 6, Direct-post checkout: 2 Not in Place, 3 to answer". */
  label: string;
  href?: Route<T>;
};

export function HeatCell<T extends string>({
  state,
  count,
  rest = 0,
  share = 0,
  label,
  href,
}: HeatCellProps<T>) {
  const content = (
    <>
      {state === 'met' && <Check />}
      {(state === 'open' || state === 'bad') && <span aria-hidden="true">{count}</span>}
      {state === 'bad' && rest > 0 && (
        <small className="cell-rest" aria-hidden="true">
          +{rest}
        </small>
      )}
      {state === 'open' && <ShareBar share={share} tone="ok" className="bar-sm" />}
      <span className="sr-only">{label}</span>
    </>
  );
  if (!href) return <span className={`cell cell-${state}`}>{content}</span>;
  return (
    <Link href={href} prefetch={false} title={label} className={`cell cell-${state}`}>
      {content}
    </Link>
  );
}
