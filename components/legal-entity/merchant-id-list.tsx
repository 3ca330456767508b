import Link from 'next/link';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { MerchantIdView } from '@/lib/legal-entity/model';
import type { ActionResult } from '@/lib/platform/result';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type MerchantIdListProps = {
  merchantIds: readonly MerchantIdView[];
  /** Which of its two parents the page is not about. */
  parent: 'acquirer' | 'legalEntity';
  archive?: FormAction | undefined;
  restore?: FormAction | undefined;
};

/** Merchant ids with what they belong to; archived ones stay readable at the end. */
export function MerchantIdList({ merchantIds, parent, archive, restore }: MerchantIdListProps) {
  const parentName = parent === 'acquirer' ? 'Acquirer' : 'Legal entity';
  return (
    <table className="table">
      <caption className="sr-only">Merchant ids</caption>
      <thead>
        <tr>
          <th scope="col">Merchant id</th>
          <th scope="col">{parentName}</th>
          <th scope="col" className="max-md:hidden">
            Note
          </th>
          {archive && restore && (
            <th scope="col">
              <span className="sr-only">Action</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {merchantIds.map((row) => {
          const { id, name } = row[parent];
          const action = row.isArchived ? restore : archive;
          return (
            <tr key={row.merchantIdId} className={row.isArchived ? 'text-ink-3' : undefined}>
              <th scope="row">
                <code>{row.number}</code>
                {row.isArchived && <small>archived</small>}
              </th>
              <td>
                <Link href={parent === 'acquirer' ? `/acquirers/${id}` : `/legal-entities/${id}`}>
                  {name}
                </Link>
              </td>
              <td className="max-md:hidden">{row.note}</td>
              {action && (
                <td>
                  <ActionForm action={action} className="grid justify-items-end gap-2 py-1">
                    <input type="hidden" name="id" value={row.merchantIdId} />
                    <SubmitButton variant="ghost" size="sm">
                      {row.isArchived ? 'Restore' : 'Archive'}
                      <span className="sr-only"> merchant id {row.number}</span>
                    </SubmitButton>
                  </ActionForm>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
