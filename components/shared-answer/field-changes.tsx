import { FieldValue } from '@/components/response/field-value';
import { fieldNames } from '@/lib/response/model';
import type { FieldChange } from '@/lib/shared-answer/model';

/** What an answer says now and what it would say, field by field. */
export function FieldChanges({
  changes,
  before,
  after,
}: {
  changes: readonly FieldChange[];
  before: string;
  after: string;
}) {
  return (
    <dl className="mt-1 grid gap-2">
      {changes.map(({ row, field, from, to }) => (
        <div key={`${row}/${field}`}>
          <dt className="text-ink-3 text-small">{fieldNames[field]}</dt>
          <dd className="grid gap-1 md:grid-cols-2 md:gap-3">
            <span className="min-w-0 break-words">
              <small className="block text-ink-3">{before}</small>
              <FieldValue field={field} value={from} />
            </span>
            <span className="min-w-0 break-words">
              <small className="block text-ink-3">{after}</small>
              <FieldValue field={field} value={to} />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
