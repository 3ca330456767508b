import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import { methodFacts } from '@/lib/integration/model';
import { formatDay } from '@/lib/platform/format';
import type { ResponsibilityProgress } from '@/lib/responsibility/model';
import { directoryCompiledOn, findInDirectory } from '@/lib/service-provider/directory';
import type { ServiceProviderView } from '@/lib/service-provider/model';
import { DirectoryMethods } from './directory-methods';
import { AttestationFacts, ProviderContact, TouchedThings } from './service-provider-facts';
import { WhoDoesWhat } from './who-does-what';

const methodNames = Object.fromEntries(
  Object.entries(methodFacts).map(([method, { label }]) => [method, label]),
);

/** Everything the register says about one third party. */
export function ServiceProviderRecord({
  provider,
  mayChange,
  progress,
}: {
  provider: ServiceProviderView;
  mayChange: boolean;
  progress: ResponsibilityProgress;
}) {
  const directory = findInDirectory(provider.directoryId);
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid content-start gap-6">
        <TouchedThings provider={provider} />
        <section aria-labelledby="used-head">
          <SectionHead id="used-head" title="Used by" />
          {provider.integrations.length === 0 ? (
            <p className="text-ink-2">
              No integration names it.{' '}
              {mayChange && (
                <Link className="link" href="/integrations/new">
                  Add an integration
                </Link>
              )}
            </p>
          ) : (
            <ul className="border-line border-b">
              {provider.integrations.map(({ id, name }) => (
                <li key={id} className="border-line border-t py-2">
                  <Link className="link" href={`/integrations/${id}`}>
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </section>
        <WhoDoesWhat serviceProviderId={provider.serviceProviderId} progress={progress} />
        {directory && (
          <DirectoryMethods
            provider={directory}
            methodNames={methodNames}
            compiledOn={formatDay(directoryCompiledOn)}
          />
        )}
        {provider.notes && (
          <section aria-labelledby="notes-head">
            <SectionHead id="notes-head" title="Notes" />
            <p className="max-w-(--measure) whitespace-pre-line text-read">{provider.notes}</p>
          </section>
        )}
      </div>
      <div className="grid content-start gap-6">
        <AttestationFacts provider={provider} mayChange={mayChange} />
        <ProviderContact provider={provider} />
      </div>
    </div>
  );
}
