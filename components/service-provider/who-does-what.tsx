import type { Route } from 'next';
import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import type { ResponsibilityProgress } from '@/lib/responsibility/model';

type WhoDoesWhatProps = { serviceProviderId: string; progress: ResponsibilityProgress };

/** The way to the list of what the provider answers for, and how far it is. */
export function WhoDoesWhat({ serviceProviderId, progress: { said, asked } }: WhoDoesWhatProps) {
  return (
    <section aria-labelledby="duties-head">
      <SectionHead id="duties-head" title="Who does what" note="12.8.5" />
      <p className="text-ink-2">
        {asked > 0
          ? `${said} of ${asked} requirements that open assessments ask are said. `
          : 'No open assessment of its integrations asks anything now. '}
        <Link className="link" href={`/providers/${serviceProviderId}/responsibilities` as Route}>
          Open the list
        </Link>
      </p>
    </section>
  );
}
