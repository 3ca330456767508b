'use client';

import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { FieldMessages, useField } from '@/components/ui/field';
import { Plus, X } from '@/components/ui/icons';
import type { PlainField } from '@/lib/attestation/model/fields/spec';
import { fieldId } from '../place-href';
import { PlainInput } from './plain-input';

type RowsInputProps = {
  name: string;
  label: string;
  hint?: string | undefined;
  /** What one row is: "location". */
  row: string;
  columns: readonly PlainField[];
  values: readonly Record<string, unknown>[];
  origin?: string | undefined;
};

type Row = { key: number; values: Record<string, unknown> };

/** Rows that a person adds and removes. At least one is there to type into; empty ones are not kept. */
export function RowsInput({ name, label, hint, row, columns, values, origin }: RowsInputProps) {
  const [rows, setRows] = useState<Row[]>(() =>
    (values.length > 0 ? values : [{}]).map((given, key) => ({ key, values: given })),
  );
  const nextKey = useRef(rows.length);
  const list = useRef<HTMLFieldSetElement>(null);
  const field = useField({ name, id: fieldId(name), hint, errors: undefined });

  function add() {
    const key = nextKey.current;
    nextKey.current += 1;
    setRows((before) => [...before, { key, values: {} }]);
    requestAnimationFrame(() => {
      const last = list.current?.querySelector<HTMLElement>(
        '[data-row]:last-of-type :is(input, select, textarea)',
      );
      last?.focus();
    });
  }

  function remove(key: number) {
    setRows((before) => before.filter((one) => one.key !== key));
    // The form is told: taking a row away is a change as well.
    list.current?.dispatchEvent(new Event('input', { bubbles: true }));
    list.current?.querySelector<HTMLElement>('[data-add]')?.focus();
  }

  return (
    <fieldset
      ref={list}
      className="field gap-2"
      id={field.inputId}
      aria-describedby={field.aria['aria-describedby']}
    >
      <legend className="label pb-1">
        {label} {origin && <small>{origin}</small>}
      </legend>
      <FieldMessages hint={hint} hintId={field.hintId} errorId={field.errorId} messages={field.messages} />
      {rows.map(({ key, values: given }, index) => (
        <fieldset
          key={key}
          data-row
          aria-label={`${capital(row)} ${index + 1}`}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-2 border-line border-t pt-3"
        >
          <div className="grid gap-3 sm:grid-cols-2">
            {columns.map((column) => (
              <PlainInput
                key={column.name}
                spec={column}
                name={`${name}.${index}.${column.name}`}
                value={given[column.name]}
                className={column.kind === 'TEXT' ? 'sm:col-span-2' : undefined}
              />
            ))}
          </div>
          <Button
            variant="ghost"
            size="sm"
            icon={<X />}
            label={`Remove ${row} ${index + 1}`}
            onClick={() => remove(key)}
          />
        </fieldset>
      ))}
      <div>
        <Button size="sm" icon={<Plus />} onClick={add} data-add>
          Add {row}
        </Button>
      </div>
    </fieldset>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
