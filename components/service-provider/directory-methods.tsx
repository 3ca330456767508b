import { SectionHead } from '@/components/ui/section-head';
import type { DirectoryMethod, DirectoryProvider } from '@/lib/service-provider/model';

type DirectoryMethodsProps = {
  provider: DirectoryProvider;
  methodNames: Readonly<Record<string, string>>;
  compiledOn: string;
};

/** The usual questionnaire in words that do not promise more than is known. */
export function usualQuestionnaireWords({ usualQuestionnaireId, basis }: DirectoryMethod): string {
  if (usualQuestionnaireId === null) return 'no usual SAQ known';
  const id = usualQuestionnaireId === 'D-Merchant' ? 'D' : usualQuestionnaireId;
  return `usually SAQ ${id}, ${basis === 'PROVIDER_STATES' ? 'the provider says' : 'from the kind of method'}`;
}

/** What is known of a provider's products: a start, with its doubts, to be confirmed with the provider. */
export function DirectoryMethods({ provider, methodNames, compiledOn }: DirectoryMethodsProps) {
  return (
    <section aria-labelledby="products-head">
      <SectionHead
        id="products-head"
        title="Its products"
        note={`as known on ${compiledOn}, to be confirmed`}
      />
      {provider.note && <p className="mb-2 max-w-(--measure) text-ink-2">{provider.note}</p>}
      <ul className="border-line border-b">
        {provider.methods.map((method) => (
          <li key={method.name} className="grid gap-x-4 border-line border-t py-2 sm:grid-cols-[1fr_14rem]">
            <span>
              <span className="font-medium">{method.name}</span>
              <small className="block text-ink-2">
                {methodNames[method.kind] ?? method.kind}
                {method.note && `. ${method.note}`}
              </small>
              {method.doubt && <small className="block text-ink-3">Doubt: {method.doubt}</small>}
            </span>
            <span className="text-ink-2">{usualQuestionnaireWords(method)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-3 text-small">
        A starting point only: every eligibility criterion must be met, and the acquirer decides.
      </p>
    </section>
  );
}
