import { SectionHead } from '@/components/ui/section-head';

/** What to do when no questionnaire will do: the end of the way for level 1 and for those who were told to. */
export function ReportAdvice({ isServiceProvider }: { isServiceProvider: boolean }) {
  return (
    <section aria-labelledby="advice">
      <SectionHead id="advice" title="What to do now" />
      <ol className="grid list-decimal gap-1.5 pl-5 text-ink-2 text-read">
        <li>
          Have {isServiceProvider ? 'the brand or the customer who asked' : 'your acquirer'} confirm in
          writing that a Report on Compliance (ROC) is due, by when, and who must receive it.
        </li>
        <li>
          Engage a Qualified Security Assessor (QSA) from the council’s list; some brands also accept your own
          Internal Security Assessor (ISA) or internal audit with an officer’s signature.
        </li>
        <li>
          Agree the scope and dates with the assessor. External scans by an ASV go on every three months
          meanwhile.
        </li>
        <li>Keep evidence and periodic duties here as before: the assessor will ask for the same proof.</li>
        <li>
          If {isServiceProvider ? 'they accept' : 'the acquirer accepts'} a self-assessment after all, record
          that decision below and go on with its questionnaire.
        </li>
      </ol>
    </section>
  );
}
