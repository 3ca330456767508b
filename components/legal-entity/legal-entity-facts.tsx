import Link from 'next/link';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { SectionHead } from '@/components/ui/section-head';
import { WebAddress } from '@/components/ui/web-address';
import type { LegalEntityView } from '@/lib/legal-entity/model';
import { missingToAttest } from '@/lib/legal-entity/rules';
import { contactFacts } from './contact';

/** What Part 1a of the attestation will print, and what is still missing from it. */
export function LegalEntityFacts({ entity, mayChange }: { entity: LegalEntityView; mayChange: boolean }) {
  const town = [entity.postalCode, entity.city].filter(Boolean).join(' ');
  const address = [entity.street, town, entity.region, entity.country].filter(Boolean);
  const facts: Fact[] = [];
  if (address.length > 0) facts.push({ term: 'Address', detail: address.join(', ') });
  if (entity.website) facts.push({ term: 'Website', detail: <WebAddress href={entity.website} /> });
  facts.push(
    ...contactFacts({
      name: entity.contactName,
      title: entity.contactTitle,
      phone: entity.contactPhone,
      email: entity.contactEmail,
    }),
  );
  const missing = missingToAttest(entity);
  return (
    <section aria-labelledby="facts-head">
      <SectionHead id="facts-head" title="For the attestation" note="Part 1a" />
      {facts.length > 0 && <DescriptionList facts={facts} />}
      {missing.length > 0 && (
        <p className="mt-2 text-ink-2">
          Still to add before signing: {missing.join(', ')}.{' '}
          {mayChange && (
            <Link className="link" href={`/legal-entities/${entity.legalEntityId}/edit`}>
              Add them
            </Link>
          )}
        </p>
      )}
    </section>
  );
}
