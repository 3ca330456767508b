import { DescriptionList } from '@/components/ui/description-list';
import { SectionHead } from '@/components/ui/section-head';
import { Instant } from '@/components/ui/time';
import type { FindingCounts } from '@/lib/attestation/model/snapshot';
import type { DraftView } from '@/lib/attestation/model/view';
import { groupedHash } from '@/lib/platform/format';

/** What a signature would cover now: the hash is the one that the officer's form carries. */
export function SealFacts({ view }: { view: DraftView }) {
  const { version, savedAt, timeZone, answerRows, evidence, contentSha256 } = view;
  return (
    <section aria-labelledby="h-seal">
      <SectionHead id="h-seal" title="What will be signed" />
      <DescriptionList
        facts={[
          {
            term: 'Version',
            detail: savedAt ? (
              <>
                {version}, saved <Instant value={savedAt} timeZone={timeZone} />
              </>
            ) : (
              'The form is not saved yet'
            ),
          },
          { term: 'Contents', detail: contentsWords(answerRows, evidence) },
          { term: 'SHA-256', detail: <Hash value={contentSha256} /> },
        ]}
      />
      <p className="mt-1.5 text-ink-2 text-small">
        The hash covers all of it. When anything changes before the signature, the officer is asked to look
        again.
      </p>
    </section>
  );
}

export function contentsWords(
  { total, unanswered }: FindingCounts,
  evidence: { items: number; files: number },
): string {
  const answers = unanswered === 0 ? `${total} answers` : `${total - unanswered} of ${total} answered`;
  const files = `${evidence.files} ${evidence.files === 1 ? 'file' : 'files'}`;
  return `${answers}, ${evidence.items} ${evidence.items === 1 ? 'item' : 'items'} of evidence with ${files}`;
}

/** A hash in groups of eight that may break between them. */
export function Hash({ value }: { value: string }) {
  return <span className="break-words font-mono text-small">{groupedHash(value)}</span>;
}
