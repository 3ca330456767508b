import type { ReactNode } from 'react';
import { cx } from './class-names';
import glyphs from './glyphs.svg';
import { type StatusKind, statusSlugs } from './status-kind';

const { src } = glyphs as { src: string };

/** The outline that stands for a status. Always beside its word; alone only with a `label` for screen readers. */
export function StatusGlyph({
  kind,
  label,
  className,
}: {
  kind: StatusKind;
  label?: string;
  className?: string;
}) {
  const slug = statusSlugs[kind];
  return (
    <svg
      className={cx('glyph', `glyph-${slug}`, className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <use href={`${src}#${slug}`} />
    </svg>
  );
}

/** Glyph and word. */
export function Status({ kind, children }: { kind: StatusKind; children: ReactNode }) {
  return (
    <span className="status">
      <StatusGlyph kind={kind} />
      {children}
    </span>
  );
}
