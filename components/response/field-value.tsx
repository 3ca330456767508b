import { Status } from '@/components/ui/status';
import { findingNames } from '@/lib/catalogue/model';
import { formatDay } from '@/lib/platform/format';
import type { ResponseField } from '@/lib/response/model';

/** What a field of an answer holds, in words. */
export function FieldValue({ field, value }: { field: ResponseField; value: unknown }) {
  if (field === 'finding') {
    return typeof value === 'string' && Object.hasOwn(findingNames, value) ? (
      <Status kind={value as keyof typeof findingNames}>
        {findingNames[value as keyof typeof findingNames]}
      </Status>
    ) : (
      <Status kind="UNANSWERED">Unanswered</Status>
    );
  }
  if (field === 'legalException') return value ? 'Claimed' : 'Not claimed';
  if (typeof value !== 'string' || value === '') return <span className="text-ink-3">Empty</span>;
  return field === 'planTargetOn' ? formatDay(value) : <span className="whitespace-pre-wrap">{value}</span>;
}
