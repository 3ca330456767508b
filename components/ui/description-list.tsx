import type { ReactNode } from 'react';
import { cx } from './class-names';

export type Fact = { term: ReactNode; detail: ReactNode; key?: string };

/** Names and values below each other. Leave a fact out by filtering it, never by an empty value. */
export function DescriptionList({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={cx('props', className)}>
      {facts.map((fact, index) => (
        <div key={fact.key ?? (typeof fact.term === 'string' ? fact.term : index)} className="contents">
          <dt>{fact.term}</dt>
          <dd>{fact.detail}</dd>
        </div>
      ))}
    </dl>
  );
}
