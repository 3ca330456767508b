import { type Finding, findingNames } from '@/lib/catalogue/model';
import { formatDay } from '@/lib/platform/format';
import type { AnswerForm } from '@/lib/response/model';
import type { HistoryGroup } from '@/lib/response/rules/history';
import { fieldLabel } from '../words';

type HistoryChangesProps = { group: HistoryGroup; form: AnswerForm };

/** From what to what: the answer before, and each text as it was and as it became. */
export function HistoryChanges({ group, form }: HistoryChangesProps) {
  const before = group.changes.finding?.from;
  return (
    <>
      {typeof before === 'string' && <small>before: {findingNames[before as Finding]}</small>}
      {group.edited.length > 0 && (
        <details>
          <summary className="link">From what to what</summary>
          <dl className="log-changes">
            {group.edited.map((field) => (
              <div key={field}>
                <dt>{fieldLabel(field, form)}</dt>
                <dd>
                  <del>{inWords(group.changes[field]?.from)}</del>
                  <ins>{inWords(group.changes[field]?.to)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function inWords(value: unknown): string {
  if (value === true) return 'yes';
  if (typeof value !== 'string' || value.trim() === '') return 'nothing';
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value) : value;
}
