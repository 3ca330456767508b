import { ClockAlert, FileX2 } from '@/components/ui/icons';
import type { Validity } from '@/lib/evidence/model';

type ValidityMarkProps = {
  validity: Validity;
  /** The last valid day in words; empty where there is none. */
  until: string;
};

/** Until when evidence is valid: icon and word when it ends soon or has ended, the plain day else. */
export function ValidityMark({ validity, until }: ValidityMarkProps) {
  if (validity === 'NO_END_DATE') return <span className="text-ink-3">no end date</span>;
  if (validity === 'VALID') return <span className="whitespace-nowrap">to {until}</span>;
  const ended = validity === 'ENDED';
  return (
    <span className={ended ? 'status tone-late' : 'status tone-soon'}>
      {ended ? <FileX2 className="size-3.5" /> : <ClockAlert className="size-3.5" />}
      {ended ? `ended ${until}` : `ends ${until}`}
    </span>
  );
}
