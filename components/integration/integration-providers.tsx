import Link from 'next/link';
import { AttestationMark } from '@/components/service-provider/attestation-mark';
import { usualQuestionnaireWords } from '@/components/service-provider/directory-methods';
import { Tile } from '@/components/ui/avatar';
import { SectionHead } from '@/components/ui/section-head';
import type { IntegrationView } from '@/lib/integration/model';
import { matchingProducts } from '@/lib/integration/rules/prefill';
import { findInDirectory } from '@/lib/service-provider/directory';
import { serviceProviderKindNames } from '@/lib/service-provider/model';

/** Who takes part, what each does, and where its attestation stands. */
export function IntegrationProviders({ integration }: { integration: IntegrationView }) {
  const { providers, method } = integration;
  const known = providers.flatMap(({ directoryId }) => findInDirectory(directoryId) ?? []);
  const products = matchingProducts(method, known);
  return (
    <section aria-labelledby="providers-head">
      <SectionHead id="providers-head" title="Providers" note="and what each does" />
      {providers.length === 0 ? (
        <p className="text-ink-2">None named: your own service takes the payments.</p>
      ) : (
        <ul className="border-line border-b">
          {providers.map((provider) => (
            <li
              key={provider.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t py-2"
            >
              <Tile name={provider.name} />
              <span className="min-w-0 flex-1 basis-48">
                <Link className="font-medium hover:underline" href={`/providers/${provider.id}`}>
                  {provider.name}
                </Link>
                <small className="block text-ink-2">
                  {serviceProviderKindNames[provider.kind]}
                  {provider.services && `: ${provider.services}`}
                </small>
              </span>
              <AttestationMark
                state={provider.attestationState}
                validUntil={provider.attestationValidUntil}
              />
            </li>
          ))}
        </ul>
      )}
      {products.length > 0 && (
        <details className="mt-2">
          <summary className="link">
            What is known of this method at {known.map(({ name }) => name).join(' and ')}
          </summary>
          <ul className="mt-2 grid gap-2">
            {products.map(({ provider, product }) => (
              <li key={`${provider.id} ${product.name}`}>
                <b>{product.name}</b>: {usualQuestionnaireWords(product)}. {product.note}
                {product.doubt && <span className="text-ink-3"> Doubt: {product.doubt}</span>}
              </li>
            ))}
          </ul>
          <p className="mt-2 text-ink-3 text-small">
            A starting point only: every eligibility criterion must be met, and the acquirer decides.
          </p>
        </details>
      )}
    </section>
  );
}
