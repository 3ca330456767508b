import type { ComponentProps } from 'react';
import { MerchantLevels } from '@/components/integration/merchant-levels';
import type { LegalEntityView } from '@/lib/legal-entity/model';
import { LegalEntityFacts } from './legal-entity-facts';
import { MerchantIds } from './merchant-ids';

type LegalEntityRecordProps = Omit<ComponentProps<typeof MerchantIds>, 'legalEntityId'> & {
  entity: LegalEntityView;
  merchant: Omit<ComponentProps<typeof MerchantLevels>, 'entityType'>;
};

/** Merchant ids and levels of a legal entity, beside what the attestation will print about it. */
export function LegalEntityRecord({ entity, merchant, actions, ...ids }: LegalEntityRecordProps) {
  return (
    <div className="grid gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 content-start gap-7">
        <MerchantIds legalEntityId={entity.legalEntityId} actions={actions} {...ids} />
        <MerchantLevels entityType={entity.entityType} {...merchant} />
      </div>
      <LegalEntityFacts entity={entity} mayChange={actions !== null} />
    </div>
  );
}
