'use client';

import { useEffect, useMemo, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { showToast } from '@/components/ui/toast-store';
import { emptyResponse, type ResponseChanges, responseFields } from '@/lib/response/model';
import { isSameValue } from '@/lib/response/rules/history';
import { useChecklist, useChecklistState } from '../checklist-context';
import { FieldValue } from '../field-value';
import { differences, localChanges } from '../store/row';
import { type RowKey, rowOf } from '../store/state';
import { clockTime, fieldLabel } from '../words';
import { keepInSight } from './in-sight';
import { MergedTexts, mergedTexts } from './merged-texts';

/**
 * Two versions of one answer side by side. Nothing is saved over either before the choice. It is read out and takes no focus:
 * it comes in the middle of a sentence, whose rest is typed where it began, and is still the person's own version.
 */
export function ConflictBanner({ rowKey, rowName }: { rowKey: RowKey; rowName: string }) {
  const { store } = useChecklist();
  const row = useChecklistState((state) => state.rows[rowKey]);
  const conflict = row?.conflict;
  const merged = useMemo(() => (row ? mergedTexts(row) : []), [row]);
  const banner = useRef<HTMLElement>(null);
  const isThere = conflict !== undefined && conflict !== null;
  useEffect(() => {
    const answer = document.querySelector(`.req-body [data-row="${rowOf(rowKey)}"]`);
    return isThere && banner.current ? keepInSight(banner.current, answer ?? banner.current) : undefined;
  }, [isThere, rowKey]);
  if (!row || !conflict) return null;

  const mine = differences(localChanges(row), conflict.fields);
  const fields = responseFields.filter((field) => field in mine);
  // The rest of the answer, which the choice leaves alone: a version is judged as a whole.
  const unchanged = responseFields.filter(
    (field) =>
      !(field in mine) && (field === 'finding' || !isSameValue(conflict.fields[field], emptyResponse[field])),
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
      aria-label="Two versions of this answer"
      data-writing
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
              <th scope="row">{fieldLabel(field, store.setting.form)}</th>
              <td>
                <FieldValue field={field} value={mine[field]} />
              </td>
              <td>
                <FieldValue field={field} value={conflict.fields[field]} />
              </td>
            </tr>
          ))}
          {unchanged.map((field) => (
            <tr key={field} data-same>
              <th scope="row">{fieldLabel(field, store.setting.form)}</th>
              <td colSpan={2}>
                <small>In both versions</small>
                <FieldValue field={field} value={conflict.fields[field]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MergedTexts merged={merged} theirName={theirName} form={store.setting.form} />
      <div className="flex flex-wrap gap-2">
        {merged.length > 0 && (
          <Button
            variant="primary"
            onClick={() =>
              keep({ ...mine, ...Object.fromEntries(merged.map(({ field, text }) => [field, text])) })
            }
          >
            Keep both texts
          </Button>
        )}
        <Button onClick={takeTheirs}>Keep the version of {theirName}</Button>
        <Button onClick={() => keep(mine)}>Save mine over it</Button>
      </div>
    </section>
  );
}
