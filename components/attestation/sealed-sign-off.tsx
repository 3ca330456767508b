import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { DescriptionList } from '@/components/ui/description-list';
import { Download, FileText } from '@/components/ui/icons';
import { DownloadButton, LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { SectionHead } from '@/components/ui/section-head';
import { Day } from '@/components/ui/time';
import { outcomeNames } from '@/lib/attestation/model/outcome';
import type { SealedView } from '@/lib/attestation/model/view';
import { claimsInWords } from '@/lib/attestation/rules/claims';
import { formatBytes } from '@/lib/platform/format';
import { FindingsTable } from './findings-table';
import { contentsWords, Hash } from './sign/seal-facts';
import { SealedSigners } from './sign/signers';

type SealedSignOffProps = {
  view: SealedView;
  /** Files a signed document; only while none is filed and the person may. */
  documentForm: ReactNode;
  /** Starts a correction, or nothing. */
  correction: ReactNode;
};

/** A signed attestation: what it says, that it is intact, and what to do with it. */
export function SealedSignOff({ view, documentForm, correction }: SealedSignOffProps) {
  return (
    <div className="grid grid-cols-1 gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid grid-cols-1 content-start gap-6">
        {!view.isIntact && (
          <Notice tone="late" title="The stored document does not give its hash." role="alert">
            It was changed outside of Inplace. Do not hand it in; tell your administrator, and compare it with
            the copies that you downloaded.
          </Notice>
        )}
        <Result view={view} />
        <FindingsTable summary={view.summary} total={view.total} options={view.responseOptions} />
        <Correction view={view}>{correction}</Correction>
      </div>
      <div className="grid grid-cols-1 content-start gap-6">
        <SealedSigners view={view} />
        <Seal view={view} />
        <SignedDocument view={view}>{documentForm}</SignedDocument>
      </div>
    </div>
  );
}

function Result({ view }: { view: SealedView }) {
  const { result } = view;
  const list = (numbers: readonly string[]) => numbers.join(', ');
  const facts = [
    { term: 'Status', detail: outcomeNames[result.outcome] },
    result.claimed && { term: 'Claimed', detail: claimsInWords(result) },
    result.extent !== null && { term: 'Extent', detail: result.extent === 'FULL' ? 'Full' : 'Partial' },
    result.targetOn !== null && { term: 'Target date', detail: <Day value={result.targetOn} /> },
    result.notInPlace.length > 0 && { term: 'Not in Place', detail: list(result.notInPlace) },
    result.notTested.length > 0 && { term: 'Not Tested', detail: list(result.notTested) },
    result.unanswered.length > 0 && { term: 'Left open', detail: list(result.unanswered) },
    result.incomplete.length > 0 && { term: 'Incomplete', detail: list(result.incomplete) },
    ...result.legalExceptions.map(({ requirementNumber, basis }) => ({
      term: `Law, ${requirementNumber}`,
      detail: basis,
    })),
  ].filter((fact) => fact !== false && fact !== undefined);
  return (
    <section aria-labelledby="h-result">
      <SectionHead id="h-result" title="Result" />
      <DescriptionList facts={facts} />
      <div className="mt-3 flex flex-wrap gap-2">
        <DownloadButton
          variant="primary"
          href={`/api/assessments/${view.head.assessmentId}/report.pdf`}
          icon={<Download />}
        >
          Download the PDF
        </DownloadButton>
        <LinkButton href={`/assessments/${view.head.assessmentId}/report` as Route} icon={<FileText />}>
          Read the report
        </LinkButton>
        <LinkButton href={`/assessments/${view.head.assessmentId}/submissions` as Route}>
          {view.submissions === 0 ? 'Record the submission' : `Submissions (${view.submissions})`}
        </LinkButton>
      </div>
    </section>
  );
}

function Seal({ view }: { view: SealedView }) {
  const { answerRows, evidence, snapshotSha256, contentSha256, previous } = view;
  return (
    <section aria-labelledby="h-seal">
      <SectionHead id="h-seal" title="What was signed" />
      <DescriptionList
        facts={[
          { term: 'Contents', detail: contentsWords(answerRows, evidence) },
          { term: 'SHA-256', detail: <Hash value={snapshotSha256} /> },
          { term: 'Shown', detail: <Hash value={contentSha256} />, key: 'shown' },
          ...(previous
            ? [
                {
                  term: 'Corrects',
                  detail: (
                    <Link className="link" href={`/assessments/${previous.assessmentId}/sign-off` as Route}>
                      Revision {previous.revision}
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
      <p className="mt-1.5 text-ink-2 text-small">
        {view.isIntact
          ? 'Checked just now: the stored document gives this hash, and its content the one that the officer was shown.'
          : 'Checked just now: the hashes do not match.'}
      </p>
      <div className="mt-2">
        <DownloadButton
          size="sm"
          href={`/api/assessments/${view.head.assessmentId}/snapshot.json`}
          icon={<Download />}
        >
          Signed data (JSON)
        </DownloadButton>
      </div>
    </section>
  );
}

function SignedDocument({ view, children }: { view: SealedView; children: ReactNode }) {
  const { document } = view;
  if (!document && !children) return null;
  return (
    <section aria-labelledby="h-document">
      <SectionHead id="h-document" title="Signed document" />
      {document ? (
        <DescriptionList
          facts={[
            {
              term: 'File',
              detail: (
                <Link className="link" href={`/evidence/${document.evidenceId}` as Route}>
                  {document.fileName}
                </Link>
              ),
            },
            { term: 'Size', detail: formatBytes(document.sizeBytes) },
            { term: 'SHA-256', detail: <Hash value={document.sha256} /> },
          ]}
        />
      ) : (
        <>
          <p className="mb-2 text-ink-2">
            Something was signed on paper as well? File it here, beside the seal.
          </p>
          {children}
        </>
      )}
    </section>
  );
}

function Correction({ view, children }: { view: SealedView; children: ReactNode }) {
  const { correction, head } = view;
  if (!correction && !children) return null;
  return (
    <section aria-labelledby="h-correction">
      <SectionHead id="h-correction" title="Correction" />
      {correction ? (
        <p className="text-ink-2">
          {correction.status === 'OPEN'
            ? 'A correction is being prepared: '
            : 'This revision was corrected by '}
          <Link className="link" href={`/assessments/${correction.assessmentId}/sign-off` as Route}>
            revision {correction.revision}
          </Link>
          .
        </p>
      ) : (
        <>
          <p className="mb-2 max-w-(--measure) text-ink-2">
            Something is wrong in it? Revision {head.revision + 1} starts with a copy of all answers and
            evidence. This one stays as it is and is marked as replaced once the correction is signed.
          </p>
          {children}
        </>
      )}
    </section>
  );
}
