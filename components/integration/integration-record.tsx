import { SectionHead } from '@/components/ui/section-head';
import type { IntegrationView, MerchantLevelOverrides } from '@/lib/integration/model';
import { deriveDataFlow } from '@/lib/integration/rules/data-flow';
import type { BrandVolumes } from '@/lib/integration/rules/merchant-levels';
import { DataFlowPicture } from './data-flow-picture';
import { IntegrationAssessments } from './integration-assessments';
import { IntegrationFacts, IntegrationPlaces } from './integration-facts';
import { IntegrationProviders } from './integration-providers';
import { MerchantLevels } from './merchant-levels';

type IntegrationRecordProps = {
  integration: IntegrationView;
  /** Of all integrations of its legal entity: levels count for the merchant, not for one integration. */
  merchant: { volumes: BrandVolumes; overrides: MerchantLevelOverrides; integrationCount: number };
  mayStart: boolean;
};

/** Everything about one integration: where card data goes first, then who, where and how it is assessed. */
export function IntegrationRecord({ integration, merchant, mayStart }: IntegrationRecordProps) {
  const { providers, sites, endpoints, method, storesAccountData, dataFlow, legalEntity } = integration;
  const gateway =
    providers.find(({ kind }) => kind === 'GATEWAY') ??
    providers.find(({ kind }) => kind === 'ACQUIRER_PROCESSOR' || kind === 'CALL_CENTRE');
  const flow = deriveDataFlow({
    method,
    providerName: gateway?.name ?? null,
    site: endpoints[0]?.replace(/^https?:\/\//, '') ?? sites[0] ?? null,
    storesAccountData,
  });
  return (
    <div className="grid gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 content-start gap-7">
        <section aria-labelledby="flow-head">
          <SectionHead id="flow-head" title="Where card data goes" />
          <DataFlowPicture flow={flow} />
          {dataFlow && <p className="mt-3 max-w-(--measure) whitespace-pre-line text-read">{dataFlow}</p>}
        </section>
        <IntegrationAssessments integration={integration} mayStart={mayStart} />
        <IntegrationProviders integration={integration} />
        <MerchantLevels entityType={legalEntity.entityType} {...merchant} />
      </div>
      <div className="grid min-w-0 content-start gap-7">
        <IntegrationFacts integration={integration} />
        <IntegrationPlaces sites={sites} endpoints={endpoints} />
      </div>
    </div>
  );
}
