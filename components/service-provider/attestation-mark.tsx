import { FileCheck2, FileClock, FileQuestionMark, FileX2 } from '@/components/ui/icons';
import { formatDay } from '@/lib/platform/format';
import type { AttestationState } from '@/lib/service-provider/model';

type AttestationMarkProps = { state: AttestationState; validUntil: string | null };

const looks = {
  VALID: { icon: FileCheck2, tone: '', words: 'to' },
  ENDS_SOON: { icon: FileClock, tone: 'tone-soon', words: 'ends' },
  ENDED: { icon: FileX2, tone: 'tone-late', words: 'ended' },
  NONE: { icon: FileQuestionMark, tone: 'text-ink-3', words: 'none recorded' },
} as const;

/** Where a provider's attestation stands: icon, word and day. */
export function AttestationMark({ state, validUntil }: AttestationMarkProps) {
  const { icon: Icon, tone, words } = looks[state];
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap align-middle ${tone}`}>
      <Icon className="size-3.5" />
      {words} {validUntil && formatDay(validUntil)}
    </span>
  );
}
