import type { Route } from 'next';
import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import type { DraftView } from '@/lib/attestation/model/view';
import { formatDay } from '@/lib/platform/format';

type AcceptedRiskListProps = { assessmentId: string; risks: DraftView['acceptedRisks'] };

/** Risks that were accepted beside answers: for the signer to know, they stand in nothing's way. */
export function AcceptedRiskList({ assessmentId, risks }: AcceptedRiskListProps) {
  if (risks.length === 0) return null;
  return (
    <section aria-labelledby="h-accepted">
      <SectionHead id="h-accepted" title="Accepted risks" note="they change no answer and not the result" />
      <ul className="border-line border-b">
        {risks.map(({ requirementNumber, risk, acceptedByName, reviewOn, isOverdue }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two of one requirement may say the same
          <li key={index} className="grid gap-x-4 border-line border-t py-2 sm:grid-cols-[4.5rem_1fr_14rem]">
            <Link
              className="link"
              href={`/assessments/${assessmentId}/requirements/${requirementNumber}` as Route}
              prefetch={false}
            >
              {requirementNumber}
            </Link>
            <span className="min-w-0 whitespace-pre-line wrap-anywhere">
              {risk}
              <small className="block text-ink-3">accepted by {acceptedByName}</small>
            </span>
            <span className={isOverdue ? 'text-danger' : 'text-ink-2'}>
              {isOverdue
                ? `has to be looked at again since ${formatDay(reviewOn)}`
                : `to be looked at again by ${formatDay(reviewOn)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
