import Link from 'next/link';
import { usualQuestionnaireWords } from '@/components/service-provider/directory-methods';
import { Notice } from '@/components/ui/notice';
import { type IntegrationMethod, methodFacts } from '@/lib/integration/model';
import type { IntegrationPrefill } from '@/lib/integration/rules/prefill';
import type { DirectoryProvider } from '@/lib/service-provider/model';

type ProductPickerProps = { provider: DirectoryProvider; prefill: IntegrationPrefill | null };

/** The products of a provider that the directory knows: choosing one fills in how cards are taken. */
export function ProductPicker({ provider, prefill }: ProductPickerProps) {
  if (prefill) {
    const { product } = prefill;
    return (
      <Notice title={`${provider.name}, ${product.name}: ${usualQuestionnaireWords(product)}.`}>
        {product.note} {product.doubt && `Doubt: ${product.doubt}`} A starting point only, the acquirer
        decides.{' '}
        <Link className="link" href={`/integrations/new?directory=${provider.id}`} scroll={false}>
          Another product
        </Link>
      </Notice>
    );
  }
  return (
    <section aria-label={`Products of ${provider.name}`}>
      <p className="mb-2 text-ink-2">
        {provider.note || `Which product of ${provider.name} is it? It fills in how cards are taken.`}
      </p>
      <ul className="grid gap-x-6 border-line border-b sm:grid-cols-2">
        {provider.methods.map((product, index) => (
          <li key={product.name} className="border-line border-t py-1.5">
            <Link
              className="link"
              href={`/integrations/new?directory=${provider.id}&product=${index}`}
              scroll={false}
            >
              {product.name}
            </Link>
            <small className="block text-ink-3">
              {methodFacts[product.kind as IntegrationMethod]?.label}; {usualQuestionnaireWords(product)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
