import Link from 'next/link';
import { Person } from '@/components/ui/avatar';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { SectionHead } from '@/components/ui/section-head';
import { WebAddress } from '@/components/ui/web-address';
import { channelNames, type IntegrationView, methodFacts } from '@/lib/integration/model';

/** What decides the questionnaire, in one column. */
export function IntegrationFacts({ integration }: { integration: IntegrationView }) {
  const { legalEntity, method, channels, storesAccountData, ownerName } = integration;
  const entity = (
    <Link className="link" href={`/legal-entities/${legalEntity.id}`}>
      {legalEntity.name}
    </Link>
  );
  const facts: Fact[] = [
    { term: 'Legal entity', detail: entity },
    { term: 'Method', detail: methodFacts[method].label },
    { term: 'Channels', detail: channels.map((channel) => channelNames[channel]).join(', ') },
    { term: 'Card numbers kept', detail: storesAccountData ? <b>yes, electronically</b> : 'no' },
  ];
  if (ownerName) facts.push({ term: 'Owner', detail: <Person name={ownerName} /> });
  return (
    <section aria-labelledby="facts-head">
      <SectionHead id="facts-head" title="Facts" />
      <DescriptionList facts={facts} />
    </section>
  );
}

/** Sites and addresses; addresses are machine facts and stand in mono. */
export function IntegrationPlaces({ sites, endpoints }: Pick<IntegrationView, 'sites' | 'endpoints'>) {
  return (
    <section aria-labelledby="places-head">
      <SectionHead id="places-head" title="Sites and endpoints" />
      {sites.length + endpoints.length === 0 && (
        <p className="text-ink-2">None recorded. Scans and script reviews start from these addresses.</p>
      )}
      <ul className="border-line border-b empty:hidden">
        {sites.map((site) => (
          <li key={site} className="border-line border-t py-1.5">
            {site}
          </li>
        ))}
        {endpoints.map((endpoint) => (
          <li key={endpoint} className="border-line border-t py-1.5">
            <WebAddress href={endpoint} />
          </li>
        ))}
      </ul>
    </section>
  );
}
