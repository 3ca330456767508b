'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { showToast } from '@/components/ui/toast-store';
import { findingNames } from '@/lib/catalogue/model';
import { formatDay } from '@/lib/platform/format';
import {
  fieldNames,
  type ResponseChanges,
  type ResponseField,
  type ResponseFields,
  responseFields,
} from '@/lib/response/model';
import { useChecklist, useChecklistState } from '../checklist-context';
import { differences, localChanges } from '../store/row';
import type { RowKey } from '../store/state';
import { clockTime } from '../words';

/** Two versions of one answer side by side. Nothing is saved over either before the choice. */
export function ConflictBanner({ rowKey, rowName }: { rowKey: RowKey; rowName: string }) {
  const { store } = useChecklist();
  const row = useChecklistState((state) => state.rows[rowKey]);
  const banner = useRef<HTMLElement>(null);
  const conflict = row?.conflict;
  const isThere = conflict !== null && conflict !== undefined;
  useEffect(() => {
    if (isThere) banner.current?.focus();
  }, [isThere]);
  if (!row || !conflict) return null;

  const mine = differences(localChanges(row), conflict.fields);
  const fields = responseFields.filter((field) => field in mine);
  const texts = fields.filter(
    (field) => typeof mine[field] === 'string' && field !== 'finding' && field !== 'planTargetOn',
  );
  const theirName = conflict.updatedByName || 'Somebody else';
  const keep = (changes: ResponseChanges) => store.resolve(rowKey, changes);
  const takeTheirs = () => {
    keep({});
    showToast({
      message: `The version of ${theirName} is kept.`,
      action: { text: 'Put mine back', run: () => store.edit(rowKey, mine, 'NOW') },
    });
  };

  return (
    <section
      ref={banner}
      className="conflict"
      role="alert"
      tabIndex={-1}
      aria-label="Two versions of this answer"
    >
      <h2>
        {theirName} saved this answer while you were changing it{rowName && `: ${rowName}`}
      </h2>
      <p>Both versions are below. Nothing of yours or theirs is lost before you choose.</p>
      <table className="table">
        <thead>
          <tr>
            <td />
            <th scope="col">Yours, not saved yet</th>
            <th scope="col">
              {theirName}
              {conflict.updatedAt && `, ${clockTime(conflict.updatedAt, store.setting.timeZone)}`}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">{fieldNames[field]}</th>
              <td>
                <FieldValue field={field} value={mine[field]} />
              </td>
              <td>
                <FieldValue field={field} value={conflict.fields[field]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => keep(mine)}>
          Save mine over it
        </Button>
        <Button onClick={takeTheirs}>Keep the version of {theirName}</Button>
        {texts.length > 0 && (
          <Button onClick={() => keep({ ...mine, ...joined(texts, mine, conflict.fields) })}>
            Keep both texts
          </Button>
        )}
      </div>
    </section>
  );
}

function FieldValue({ field, value }: { field: ResponseField; value: unknown }) {
  if (field === 'finding') {
    return typeof value === 'string' && value in findingNames ? (
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

/** Their text first, mine below it. */
function joined(
  fields: readonly ResponseField[],
  mine: ResponseChanges,
  theirs: ResponseFields,
): ResponseChanges {
  const entries = fields.map((field) => {
    const both = [theirs[field], mine[field]].filter(
      (text) => typeof text === 'string' && text.trim() !== '',
    );
    return [field, both.join(field === 'planOwner' || field === 'notTestedAskedBy' ? ', ' : '\n\n')];
  });
  return Object.fromEntries(entries);
}
