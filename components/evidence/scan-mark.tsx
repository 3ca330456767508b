import { CircleAlert, ClockAlert } from '@/components/ui/icons';
import type { ScanMark as Mark } from '@/lib/evidence/model/scan';

/** What the checks of a file say, in a word: nothing where there is nothing to say. */
export function ScanMark({ mark }: { mark: Mark | null }) {
  if (!mark) return null;
  if (mark.tone === 'quiet') return <small className="text-ink-3">{mark.words}</small>;
  const late = mark.tone === 'late';
  return (
    <span className={late ? 'status tone-late' : 'status tone-soon'}>
      {late ? <CircleAlert className="size-3.5" /> : <ClockAlert className="size-3.5" />}
      {mark.words}
    </span>
  );
}
