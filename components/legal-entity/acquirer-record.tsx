import { SectionHead } from '@/components/ui/section-head';
import type { AcquirerView, MerchantIdView } from '@/lib/legal-entity/model';
import { AcquirerFacts } from './acquirer-facts';
import { MerchantIdList } from './merchant-id-list';

type AcquirerRecordProps = { acquirer: AcquirerView; merchantIds: readonly MerchantIdView[]; today: string };

/** What an acquirer asks for, and which merchant ids it gave out. */
export function AcquirerRecord({ acquirer, merchantIds, today }: AcquirerRecordProps) {
  return (
    <div className="grid gap-7">
      <AcquirerFacts acquirer={acquirer} today={today} />
      <section aria-labelledby="merchant-ids-head">
        <SectionHead
          id="merchant-ids-head"
          title="Merchant ids"
          note="added on the page of their legal entity"
        />
        {merchantIds.length > 0 ? (
          <MerchantIdList merchantIds={merchantIds} parent="legalEntity" />
        ) : (
          <p className="text-ink-2">None yet.</p>
        )}
      </section>
    </div>
  );
}
