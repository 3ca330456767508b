import type { Route } from 'next';
import Link from 'next/link';
import { cx } from '@/components/ui/class-names';
import { Check, CircleAlert, CircleDashed } from '@/components/ui/icons';
import type { FormPart } from '@/lib/attestation/model/form';
import type { PartView } from '@/lib/attestation/model/view';
import { isComplete, partSlug } from '@/lib/attestation/rules/parts';

type PartStepsProps = {
  assessmentId: string;
  parts: readonly PartView[];
  current?: FormPart;
  /** Without it the parts are shown, not opened. */
  mayPrepare: boolean;
  className?: string;
};

/** The parts of the guided form in the official order, and how far each one is. */
export function PartSteps({ assessmentId, parts, current, mayPrepare, className }: PartStepsProps) {
  return (
    <ol className={cx('border-line border-y', className)}>
      {parts.map((part) => (
        <li
          key={part.part}
          className={cx(
            'grid grid-cols-[1rem_4rem_minmax(0,1fr)_auto] items-baseline gap-x-2.5 border-line border-t px-1.5 py-1.5 first:border-0',
            part.part === current && 'bg-accent-soft',
          )}
        >
          <StepIcon part={part} />
          <span className="text-ink-3 text-small">{part.name}</span>
          {mayPrepare ? (
            <Link
              href={`/assessments/${assessmentId}/sign-off/${partSlug(part.part)}` as Route}
              aria-current={part.part === current ? 'step' : undefined}
              className="font-medium hover:underline"
            >
              {part.title}
            </Link>
          ) : (
            <span className="font-medium">{part.title}</span>
          )}
          <span className={cx('text-small', isComplete(part) ? 'tone-ok' : 'text-ink-3')}>
            {stateWords(part)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function StepIcon({ part }: { part: PartView }) {
  const className = 'size-4 translate-y-0.5 self-start';
  if (!part.isConfirmed) return <CircleDashed className={cx(className, 'text-ink-3')} aria-hidden />;
  if (part.missing.length > 0) return <CircleAlert className={cx(className, 'tone-soon')} aria-hidden />;
  return <Check className={cx(className, 'tone-ok')} aria-hidden />;
}

function stateWords(part: PartView): string {
  const { length } = part.missing;
  if (!part.isAsked) return 'Only to sign with open answers';
  if (part.isConfirmed) return length === 0 ? 'Confirmed' : `${length} missing`;
  if (Object.keys(part.origins).length === 0) return 'Empty';
  return length === 0 ? 'Carried over' : `Carried over, ${length} missing`;
}
