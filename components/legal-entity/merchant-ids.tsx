import { SectionHead } from '@/components/ui/section-head';
import type { MerchantIdView, NamedRow } from '@/lib/legal-entity/model';
import type { ActionResult } from '@/lib/platform/result';
import { MerchantIdForm } from './merchant-id-form';
import { MerchantIdList } from './merchant-id-list';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type MerchantIdsProps = {
  legalEntityId: string;
  merchantIds: readonly MerchantIdView[];
  acquirers: readonly NamedRow[];
  /** Null: the person may only look. */
  actions: { add: FormAction; archive: FormAction; restore: FormAction } | null;
};

/** The merchant ids of a legal entity, and the line that adds one. */
export function MerchantIds({ legalEntityId, merchantIds, acquirers, actions }: MerchantIdsProps) {
  return (
    <section aria-labelledby="merchant-ids-head">
      <SectionHead id="merchant-ids-head" title="Merchant ids" note="what acquirers know this entity by" />
      {merchantIds.length > 0 ? (
        <MerchantIdList
          merchantIds={merchantIds}
          parent="acquirer"
          archive={actions?.archive}
          restore={actions?.restore}
        />
      ) : (
        <p className="mb-3 text-ink-2">None yet. An assessment names the merchant ids that it covers.</p>
      )}
      {actions && (
        <div className="mt-4">
          <MerchantIdForm legalEntityId={legalEntityId} acquirers={acquirers} action={actions.add} />
        </div>
      )}
    </section>
  );
}
