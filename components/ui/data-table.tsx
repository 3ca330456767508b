'use client';

import {
  columnVisibilityFeature,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { Button } from './button';
import { cx } from './class-names';
import {
  compareValues,
  defaultTableWords,
  matchesQuery,
  type TableColumn,
  type TableSort,
  type TableWords,
} from './data-table-model';
import { FilterInput } from './filter-input';
import { ArrowDown, ArrowUp, Columns3 } from './icons';
import { Menu, MenuChoice } from './menu';
import { useTableAddress } from './use-table-address';

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});

type DataTableProps<Row> = {
  /** Name of the table for screen readers. */
  label: string;
  rows: readonly Row[];
  /** At module scope or memoized. */
  columns: readonly TableColumn<Row>[];
  rowKey: (row: Row) => string;
  initialSort?: TableSort;
  /** Chips, selects, saved views: stand beside the filter. */
  toolbar?: ReactNode;
  toolbarEnd?: ReactNode;
  /** Shown when there are no rows at all. */
  empty?: ReactNode;
  words?: Partial<TableWords>;
  /** Full width with a sticky head inside a list page; else flush with the text. */
  bleed?: boolean;
  twoLine?: boolean;
  isCurrent?: (row: Row) => boolean;
};

/**
 * A list that sorts, filters and hides columns in the browser; filter and sort stay in the address, so "back" finds
 * them. For up to about a thousand rows: all are in the page, so that find-in-page and print work.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { rows, columns, initialSort, bleed } = props;
  const words = { ...defaultTableWords, ...props.words };
  const { query, sort, setQuery, setSort } = useTableAddress(columns, initialSort ?? null);
  const matching = useMemo(
    () =>
      query.trim() === ''
        ? rows
        : rows.filter((row) =>
            matchesQuery(
              columns.map((column) => column.value(row)),
              query,
            ),
          ),
    [rows, columns, query],
  );
  const definitions = useMemo(() => columns.map(toDefinition), [columns]);
  const [columnVisibility, setColumnVisibility] = useState(() =>
    Object.fromEntries(columns.map((column) => [column.id, !column.hiddenAtFirst])),
  );
  const sorting: SortingState = useMemo(() => (sort ? [sort] : []), [sort]);
  const table = useTable({
    features,
    columns: definitions,
    data: matching as Row[],
    getRowId: props.rowKey,
    enableSortingRemoval: false,
    state: { sorting, columnVisibility },
    onSortingChange: (update) =>
      setSort((typeof update === 'function' ? update(sorting) : update)[0] ?? null),
    onColumnVisibilityChange: setColumnVisibility,
  });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const hideable = table.getAllLeafColumns().filter((column) => byId.get(column.id)?.hideable !== false);

  if (rows.length === 0 && props.empty) return props.empty;
  return (
    <div className={cx('data-table', bleed && 'data-table-bleed')}>
      <div className="toolbar">
        <FilterInput label={words.filter} value={query} onChange={setQuery} />
        {props.toolbar}
        <div className="toolbar-end">
          <span className="text-ink-3 text-small" role="status">
            {words.count(matching.length, rows.length)}
          </span>
          {props.toolbarEnd}
          {hideable.length > 1 && (
            <Menu
              label={words.columns}
              triggerClassName="btn btn-ghost btn-sm btn-icon"
              trigger={<Columns3 />}
            >
              {hideable.map((column) => (
                <MenuChoice
                  key={column.id}
                  kind="checkbox"
                  checked={column.getIsVisible()}
                  onSelect={() => column.toggleVisibility()}
                >
                  {byId.get(column.id)?.header}
                </MenuChoice>
              ))}
            </Menu>
          )}
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scroll-x" aria-label={props.label} tabIndex={0} onKeyDown={moveBetweenRows}>
        <table className={cx('table', bleed && 'table-bleed', props.twoLine && 'table-two-line')}>
          <caption className="sr-only">{props.label}</caption>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map(({ column, id }) => {
                  const own = byId.get(column.id);
                  if (!own) return null;
                  return (
                    <th
                      key={id}
                      scope="col"
                      className={cellClass(own)}
                      aria-sort={ariaSort(own, column.getIsSorted())}
                    >
                      {own.sortable === false ? (
                        own.header
                      ) : (
                        <button type="button" onClick={column.getToggleSortingHandler()}>
                          {own.header}
                          {column.getIsSorted() === 'asc' && <ArrowUp />}
                          {column.getIsSorted() === 'desc' && <ArrowDown />}
                        </button>
                      )}
                    </th>
                  );
                })}
              </tr>
            ))}
          </thead>
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id} data-current={props.isCurrent?.(row.original) || undefined}>
                {row.getVisibleCells().map((cell) => {
                  const own = byId.get(cell.column.id);
                  if (!own) return null;
                  const content = own.cell ? own.cell(row.original) : own.value(row.original);
                  return own.rowHeader ? (
                    <th key={cell.id} scope="row" className={cellClass(own)}>
                      {content}
                    </th>
                  ) : (
                    <td key={cell.id} className={cellClass(own)}>
                      {content}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        {matching.length === 0 && rows.length > 0 && (
          <div className="empty">
            <p>{words.noMatch(query)}</p>
            <Button size="sm" onClick={() => setQuery('')}>
              {words.showAll}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}

function toDefinition<Row>(column: TableColumn<Row>) {
  return {
    id: column.id,
    accessorFn: (row: Row) => column.value(row) ?? undefined,
    enableSorting: column.sortable !== false,
    enableHiding: column.hideable !== false,
    sortUndefined: 'last' as const,
    sortFn: (
      a: { getValue: (id: string) => unknown },
      b: { getValue: (id: string) => unknown },
      id: string,
    ) => compareValues(a.getValue(id) as string | number, b.getValue(id) as string | number),
  };
}

function cellClass<Row>(column: TableColumn<Row>): string | undefined {
  return (
    cx(column.align === 'end' && 'num', column.hideOnPhone && 'max-md:hidden', column.className) || undefined
  );
}

function ariaSort<Row>(column: TableColumn<Row>, direction: false | 'asc' | 'desc') {
  if (column.sortable === false) return undefined;
  return direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none';
}

/** Arrow keys go from one row's link to the next. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const row = document.activeElement?.closest('tbody tr');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector<HTMLElement>('a, button');
  if (!link) return;
  event.preventDefault();
  link.focus();
}
