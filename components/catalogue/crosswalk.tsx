import { ChevronRight } from '@/components/ui/icons';
import type { Crosswalk, CrosswalkPair, CrosswalkSection } from '@/lib/catalogue/model';

/** Related controls of other frameworks. Informative, and marked where only one public mapping agrees. */
export function CrosswalkNote({ section, crosswalk }: { section: CrosswalkSection; crosswalk: Crosswalk }) {
  const pairs = [...section.iso27001, ...section.nistCsf];
  if (pairs.length === 0) return null;
  return (
    <details className="group">
      <summary className="flex items-center gap-2 font-semibold">
        <ChevronRight className="text-ink-3 group-open:rotate-90" /> Related in other frameworks
      </summary>
      <dl className="mt-2 grid gap-2 pl-6">
        <Related name="ISO/IEC 27001:2022, Annex A" pairs={section.iso27001} />
        <Related name="NIST CSF 2.0" pairs={section.nistCsf} />
      </dl>
      <p className="mt-2 pl-6 text-ink-3 text-small">
        For section {section.sectionNumber}, {crosswalk.scope.replace(/^section level \(x\.y\), /, '')}.
        {pairs.some((pair) => pair.confidence === 'medium') &&
          ' A question mark stands where only one public mapping agrees.'}
      </p>
    </details>
  );
}

function Related({ name, pairs }: { name: string; pairs: readonly CrosswalkPair[] }) {
  if (pairs.length === 0) return null;
  return (
    <div>
      <dt className="text-ink-3 text-small">{name}</dt>
      <dd>
        {pairs.map(({ controlId, confidence }, index) => (
          <span key={controlId}>
            {index > 0 && ', '}
            {controlId}
            {confidence === 'medium' && (
              <>
                <span aria-hidden="true"> ?</span>
                <span className="sr-only"> (uncertain)</span>
              </>
            )}
          </span>
        ))}
      </dd>
    </div>
  );
}
