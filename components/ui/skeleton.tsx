import { cx } from './class-names';

const widths = ['w-2/3', 'w-1/2', 'w-3/4', 'w-2/5'];

/** Rows of bars in the height of the real rows; they appear after 300 ms. `label` is read out. */
export function SkeletonRows({
  rows,
  label,
  className,
}: {
  rows: number;
  label: string;
  className?: string;
}) {
  return (
    <div role="status" aria-label={label} className={className}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={index} className="flex h-(--row) items-center border-line border-b">
          <span className={cx('bone', widths[index % widths.length])} />
        </div>
      ))}
    </div>
  );
}
