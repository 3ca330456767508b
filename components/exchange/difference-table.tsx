'use client';

import { FieldValue } from '@/components/response/field-value';
import { SectionHead } from '@/components/ui/section-head';
import { Instant } from '@/components/ui/time';
import { placeKey, type RowDifference } from '@/lib/exchange/model';
import { fieldNames } from '@/lib/response/model';

type Choice = { chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void };

type DifferenceTableProps = {
  title: string;
  explanation?: string;
  rows: readonly RowDifference[];
  timeZone: string;
  /** Where the person decides for each row whether the file's version is taken. */
  choice?: Choice;
};

/** What stands here beside what the file says, requirement by requirement. */
export function DifferenceTable({ title, explanation, rows, timeZone, choice }: DifferenceTableProps) {
  if (rows.length === 0) return null;
  const all = rows.map(placeKey);
  return (
    <section>
      <SectionHead title={title} level="h3" note={rows.length} />
      {explanation && <p className="mb-2 text-ink-2">{explanation}</p>}
      {choice && rows.length > 1 && (
        <label className="choice mt-2">
          <input
            type="checkbox"
            className="check"
            checked={choice.chosen.size === rows.length}
            ref={(box) => {
              if (box) box.indeterminate = choice.chosen.size > 0 && choice.chosen.size < rows.length;
            }}
            onChange={(event) => choice.onChange(new Set(event.target.checked ? all : []))}
          />
          <span>Take the file’s version of all {rows.length}</span>
        </label>
      )}
      <table className="table table-fixed">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col" className="w-1/4">
              Field
            </th>
            <th scope="col">Here</th>
            <th scope="col">In the file</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <Difference key={placeKey(row)} {...{ row, timeZone, choice }} />
        ))}
      </table>
    </section>
  );
}

type DifferenceProps = { row: RowDifference; timeZone: string; choice: Choice | undefined };

function Difference({ row, timeZone, choice }: DifferenceProps) {
  const key = placeKey(row);
  const name = (
    <span>
      {row.requirementNumber} {row.title}
      {row.rowName && <span className="text-ink-3">, {row.rowName}</span>}
    </span>
  );
  const onTick = (on: boolean) => {
    const after = new Set(choice?.chosen);
    if (on) after.add(key);
    else after.delete(key);
    choice?.onChange(after);
  };
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3} className="pt-4 pb-2">
          {choice ? (
            <label className="choice">
              <input
                type="checkbox"
                className="check"
                aria-label={`Take the file’s version of ${row.requirementNumber} ${row.rowName}`.trim()}
                checked={choice.chosen.has(key)}
                onChange={(event) => onTick(event.target.checked)}
              />
              {name}
            </label>
          ) : (
            name
          )}
          <small className="block text-ink-3">
            Row {row.line} of the file
            {choice && row.updatedAt && (
              <>
                . Here by {row.updatedByName || 'somebody else'},{' '}
                <Instant value={row.updatedAt} {...{ timeZone }} />
              </>
            )}
          </small>
        </th>
      </tr>
      {row.differences.map(({ field, from, to }) => (
        <tr key={field}>
          <th scope="row" className="py-2 align-top text-ink-3 wrap-anywhere">
            {fieldNames[field]}
          </th>
          <td className="py-2 align-top wrap-anywhere">
            <FieldValue field={field} value={from} />
          </td>
          <td className="py-2 align-top wrap-anywhere">
            <FieldValue field={field} value={to} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}
