import { cx } from '@/components/ui/class-names';
import { endWords } from '@/lib/service-provider/rules';

/** "ends in 4 days", "ended 12 days ago": for what is relied on until a day, which is never "late". */
export function EndDistance({ days, soonWithin = 14 }: { days: number; soonWithin?: number }) {
  return (
    <span className={cx('whitespace-nowrap', days < 0 ? 'tone-late' : days <= soonWithin && 'tone-soon')}>
      {endWords(days)}
    </span>
  );
}
