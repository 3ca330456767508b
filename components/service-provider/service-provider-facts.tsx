import Link from 'next/link';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { Check, Minus } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { Day, EndDistance } from '@/components/ui/time';
import { WebAddress } from '@/components/ui/web-address';
import type { ServiceProviderView } from '@/lib/service-provider/model';
import { AttestationMark } from './attestation-mark';

const questions = [
  ['handlesAccountData', 'Stores, processes or transmits account data'],
  ['managesInScope', 'Manages systems in scope'],
  ['couldAffectSecurity', 'Could affect the security of card data otherwise'],
] as const;

/** The three questions of Part 2f, answered. */
export function TouchedThings({ provider }: { provider: ServiceProviderView }) {
  return (
    <section aria-labelledby="touches-head">
      <SectionHead id="touches-head" title="What it touches" note="Part 2f of the attestation" />
      <ul className="docket border-line border-b">
        {questions.map(([key, words]) => (
          <li key={key}>
            {provider[key] ? <Check /> : <Minus className="text-ink-3" />}
            <span className={provider[key] ? undefined : 'text-ink-3'}>{words}</span>
            <span className={provider[key] ? undefined : 'text-ink-3'}>{provider[key] ? 'yes' : 'no'}</span>
          </li>
        ))}
      </ul>
      {provider.services && (
        <p className="mt-2 max-w-(--measure) whitespace-pre-line text-read">{provider.services}</p>
      )}
    </section>
  );
}

export function AttestationFacts({
  provider,
  mayChange,
}: {
  provider: ServiceProviderView;
  mayChange: boolean;
}) {
  const { attestationOn, attestationValidUntil, attestationState, daysLeft } = provider;
  const facts: Fact[] = [];
  if (attestationOn) facts.push({ term: 'Dated', detail: <Day value={attestationOn} /> });
  if (attestationValidUntil && daysLeft !== null) {
    const until = (
      <>
        <Day value={attestationValidUntil} />, <EndDistance days={daysLeft} soonWithin={30} />
      </>
    );
    facts.push({ term: 'Relied on until', detail: until });
  }
  return (
    <section aria-labelledby="attestation-head">
      <SectionHead
        id="attestation-head"
        title="Attestation"
        actions={<AttestationMark state={attestationState} validUntil={attestationValidUntil} />}
      />
      {facts.length > 0 ? (
        <DescriptionList facts={facts} />
      ) : (
        <p className="text-ink-2">
          No date recorded. 12.8.4 asks to check each provider’s compliance once every twelve months.
        </p>
      )}
      {mayChange && attestationState !== 'VALID' && (
        <p className="mt-2">
          <Link className="link" href={`/providers/${provider.serviceProviderId}/edit`}>
            {attestationState === 'NONE' ? 'Record its attestation' : 'Record the new attestation'}
          </Link>
        </p>
      )}
    </section>
  );
}

export function ProviderContact({ provider }: { provider: ServiceProviderView }) {
  const facts: Fact[] = [];
  if (provider.website) facts.push({ term: 'Website', detail: <WebAddress href={provider.website} /> });
  if (provider.contactName) facts.push({ term: 'Contact', detail: provider.contactName });
  if (provider.contactEmail) {
    const link = (
      <a className="link" href={`mailto:${provider.contactEmail}`}>
        {provider.contactEmail}
      </a>
    );
    facts.push({ term: 'E-mail', detail: link });
  }
  if (facts.length === 0) return null;
  return (
    <section aria-labelledby="contact-head">
      <SectionHead id="contact-head" title="Contact" />
      <DescriptionList facts={facts} />
    </section>
  );
}
