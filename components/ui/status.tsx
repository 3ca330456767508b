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
  isClaimed,
}: {
  kind: StatusKind;
  label?: string;
  className?: string;
  /** In Place, with or without a compensating control, and nothing to show for it yet: its outline, not filled. */
  isClaimed?: boolean;
}) {
  const slug = statusSlugs[kind];
  const outline =
    isClaimed && (kind === 'IN_PLACE' || kind === 'IN_PLACE_WITH_CCW') ? `${slug}-claimed` : slug;
  return (
    <svg
      className={cx('glyph', `glyph-${slug}`, className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <use href={`${src}#${outline}`} />
    </svg>
  );
}

/** Glyph and word. */
export function Status({
  kind,
  isClaimed,
  children,
}: {
  kind: StatusKind;
  isClaimed?: boolean;
  children: ReactNode;
}) {
  return (
    <span className="status">
      <StatusGlyph kind={kind} isClaimed={isClaimed} />
      {children}
    </span>
  );
}
