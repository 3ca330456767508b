import { Notice } from '@/components/ui/notice';

/** Where somebody looks for the customized approach: it is not for self-assessments. */
export function CustomizedApproachNote() {
  return (
    <Notice title="No questionnaire supports the customized approach." className="mb-5">
      Meeting an objective in another way than written needs a report on compliance (ROC). In a questionnaire,
      a compensating control worksheet is the way to close a gap that you cannot meet as written.
    </Notice>
  );
}

export function OwnWordsNote() {
  return (
    <p className="mt-6 max-w-[84ch] text-ink-3 text-small">
      Titles, questions and guidance are written for Inplace; they do not replace the standard. Its text is
      published by the PCI Security Standards Council. Your acquirer or payment brand has the last word.
    </p>
  );
}
