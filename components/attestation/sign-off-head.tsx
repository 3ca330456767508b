import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { Day } from '@/components/ui/time';
import { outcomeNames } from '@/lib/attestation/model/outcome';
import type { DraftView, SealedView } from '@/lib/attestation/model/view';
import { stopsInWords, stopsSignature } from '@/lib/attestation/rules/problems';
import { formatDay } from '@/lib/platform/format';

/** The finding of the page, in a sentence. */
export function SignOffHead({ page }: { page: { draft: DraftView } | { sealed: SealedView } }) {
  const { head } = 'draft' in page ? page.draft : page.sealed;
  return (
    <>
      <PageHead
        title={'draft' in page ? draftTitle(page.draft) : sealedTitle(page.sealed)}
        marks={
          <>
            {head.revision > 1 && <Badge>Revision {head.revision}</Badge>}
            {head.status === 'SUPERSEDED' && <Badge>Replaced</Badge>}
          </>
        }
      >
        Attestation of compliance, {head.questionnaireName}, for {head.assessmentName}.
        {head.dueOn && (
          <>
            {' '}
            {head.acquirerNames.length > 0
              ? `${head.acquirerNames.join(' and ')} wants it by`
              : 'It is due on'}{' '}
            <Day value={head.dueOn} />.
          </>
        )}
      </PageHead>
      {head.isArchived && (
        <Notice className="mb-4" title="This assessment is archived.">
          Restore it to go on.
        </Notice>
      )}
    </>
  );
}

function draftTitle({ problems, result }: DraftView): string {
  const stops = problems.filter(stopsSignature).length;
  return stops > 0 ? stopsInWords(stops) : `Ready to be signed as ${resultName(result)}`;
}

function sealedTitle({ result, signature }: SealedView): string {
  return `Signed as ${resultName(result)} on ${formatDay(signature.signedOn)}`;
}

function resultName({
  outcome,
  extent,
}: {
  outcome: DraftView['result']['outcome'];
  extent: string | null;
}): string {
  return `${outcomeNames[outcome]}${extent === 'PARTIAL' ? ' (Partial)' : ''}`;
}
