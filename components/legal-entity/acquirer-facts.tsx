import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { SectionHead } from '@/components/ui/section-head';
import { Day, Distance } from '@/components/ui/time';
import { WebAddress } from '@/components/ui/web-address';
import type { AcquirerView } from '@/lib/legal-entity/model';
import { daysBetween } from '@/lib/platform/clock';
import { contactFacts } from './contact';

/** Deadline, portal, contact and rules of an acquirer. */
export function AcquirerFacts({ acquirer, today }: { acquirer: AcquirerView; today: string }) {
  const facts: Fact[] = [
    {
      term: 'Next attestation due',
      detail: acquirer.nextDueOn ? (
        <>
          <Day value={acquirer.nextDueOn} />,{' '}
          <Distance days={daysBetween(today, acquirer.nextDueOn)} soonWithin={30} />
        </>
      ) : (
        'not set'
      ),
    },
    {
      term: 'Action plan',
      detail: acquirer.wantsActionPlan ? 'wanted with a Non-Compliant attestation' : 'not asked for',
    },
  ];
  if (acquirer.portalUrl) facts.push({ term: 'Portal', detail: <WebAddress href={acquirer.portalUrl} /> });
  facts.push(
    ...contactFacts({
      name: acquirer.contactName,
      phone: acquirer.contactPhone,
      email: acquirer.contactEmail,
    }),
  );
  return (
    <section aria-labelledby="facts-head">
      <SectionHead id="facts-head" title="What it asks for" />
      <DescriptionList facts={facts} />
      {acquirer.rules && (
        <>
          <h3 className="mt-4">Own rules</h3>
          <p className="mt-1 max-w-(--measure) whitespace-pre-line text-read">{acquirer.rules}</p>
        </>
      )}
    </section>
  );
}
