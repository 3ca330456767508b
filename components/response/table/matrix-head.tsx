'use client';

import { useEffect, useRef } from 'react';
import { ArrowDown, ArrowUp } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import type { MatrixColumn, MatrixTable } from './matrix-table';

const shortNames: Record<Finding, string> = {
  ...findingNames,
  IN_PLACE_WITH_CCW: 'With CCW',
  NOT_APPLICABLE: 'N/A',
};

/** Heads of the columns; those that sort are buttons. */
export function MatrixHead({
  table,
  options,
  shown,
}: {
  table: MatrixTable;
  options: readonly Finding[];
  shown: number;
}) {
  const selected = table.getSelectedRowIds().length;
  return (
    <thead>
      <tr>
        <th scope="col" className="m-check">
          <SelectAll
            all={selected > 0 && selected === shown}
            some={selected > 0 && selected < shown}
            shown={shown}
            onChange={(value) => table.toggleAllRowsSelected(value)}
          />
        </th>
        <SortHead table={table} column="number" text="No." />
        <SortHead table={table} column="title" text="Requirement" />
        {options.map((option, index) => (
          <th key={option} scope="col" className="m-col">
            <abbr title={findingNames[option]}>{shortNames[option]}</abbr>{' '}
            <KeyCap>{String(index + 1)}</KeyCap>
          </th>
        ))}
        <SortHead table={table} column="needs" text="Still needed" />
        <SortHead table={table} column="evidence" text="Evidence" isNumber />
      </tr>
    </thead>
  );
}

type SortHeadProps = { table: MatrixTable; column: MatrixColumn; text: string; isNumber?: boolean };

function SortHead({ table, column, text, isNumber }: SortHeadProps) {
  const own = table.getColumn(column);
  const sorted = own?.getIsSorted() || false;
  return (
    <th
      scope="col"
      className={isNumber ? 'num' : undefined}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
    >
      <button type="button" onClick={own?.getToggleSortingHandler()}>
        {text}
        {sorted === 'asc' && <ArrowUp />}
        {sorted === 'desc' && <ArrowDown />}
      </button>
    </th>
  );
}

type SelectAllProps = { all: boolean; some: boolean; shown: number; onChange: (value: boolean) => void };

function SelectAll({ all, some, shown, onChange }: SelectAllProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return (
    <input
      ref={box}
      type="checkbox"
      className="check"
      aria-label={`Select all ${shown} shown`}
      title={`Select all ${shown} shown`}
      checked={all}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
