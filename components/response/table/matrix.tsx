'use client';

import { Fragment, type SyntheticEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { showToast } from '@/components/ui/toast-store';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import type { TableState } from '@/lib/checklist-table/model';
import { withoutFilters, writeAddress } from '@/lib/checklist-table/rules/address';
import { countFindings, sectionOf } from '@/lib/response/rules/progress';
import { requirementAddress, useChecklist, useChecklistState } from '../checklist-context';
import { useAnswers } from '../use-answers';
import { BulkBar } from './bulk-bar';
import { filterOptions, filtersKnownHere } from './filter-options';
import { GroupLine } from './group-line';
import { MatrixHead } from './matrix-head';
import { MatrixLine } from './matrix-line';
import { filterItems, keysOf, type MatrixRow, matrixRowOf, noFacts } from './matrix-model';
import { useMatrixTable } from './matrix-table';
import { MatrixToolbar } from './matrix-toolbar';
import { useTableFacts } from './table-context';
import { TableViews } from './table-views';
import { useMatrixKeys } from './use-matrix-keys';
import { useTableState } from './use-table-state';

/** Lines that the server draws; the browser adds the rest after it has taken over. */
const FIRST_LINES = 40;

/** The questionnaire as on paper: one line per requirement, one column per answer. */
export function Matrix() {
  const { view, store } = useChecklist();
  const { form, groups } = store.setting;
  const items = useChecklistState((state) => state.items);
  const locked = useChecklistState((state) => state.lock !== null);
  const { apply, undo } = useAnswers();
  const { facts } = useTableFacts();
  const { state, ignored, change, show } = useTableState();
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const [limit, setLimit] = useState(FIRST_LINES);
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    setLimit(Number.POSITIVE_INFINITY);
    // Somebody may have put the focus on a line before this screen took over: digits are meant for that one.
    const id = document.activeElement?.closest('tr')?.dataset.id;
    if (id) setCurrent(id);
  }, []);

  const known = useMemo(() => filtersKnownHere(state.filters, facts, groups), [state.filters, facts, groups]);
  const names = useMemo(
    () => new Map(facts.people.map(({ userId, name }) => [userId, name])),
    [facts.people],
  );
  const options = useMemo(() => filterOptions(facts, groups, form.options), [facts, groups, form.options]);

  // What was changed here stays in sight until the filter changes, or it would vanish under the hand.
  const shown = useMemo(() => {
    const context = { form, userId: view.person.userId, today: facts.today };
    const wanted = { words: state.words, filters: known.filters };
    const fitting = new Set(
      filterItems(items, wanted, facts.byNumber, context).map((item) => item.requirementNumber),
    );
    return items.filter((item) => fitting.has(item.requirementNumber) || kept.has(item.requirementNumber));
  }, [items, state.words, known.filters, facts, form, kept, view.person.userId]);
  const data = useMemo(
    () => shown.map((item) => matrixRowOf(item, facts.byNumber[item.requirementNumber] ?? noFacts, form)),
    [shown, facts.byNumber, form],
  );
  const changeState = (next: TableState, how?: 'TYPING') => {
    setKept(new Set());
    change(next, how);
  };
  const table = useMatrixTable({
    data,
    sort: state.sort,
    onSort: (sort) => change({ ...state, sort }),
    names,
  });
  const rows = table.getRowModel().rows;
  const lines = rows.map((row) => row.original);
  const isGrouped = state.sort.column === 'number' && !state.sort.desc;
  const width = 1 + state.columns.length + (state.columns.includes('answers') ? form.options.length - 1 : 0);

  const addressOf = useCallback(
    (number: string) => requirementAddress(view.assessmentId, number),
    [view.assessmentId],
  );

  const answer = useCallback(
    (line: MatrixRow, finding: Finding) => {
      const keys = keysOf(line);
      setCurrent(line.id);
      setKept((before) => new Set(before).add(line.item.requirementNumber));
      apply(
        keys.map((key) => [key, { finding }] as const),
        `the answer to ${line.item.requirementNumber}`,
      );
      if (keys.length > 1) {
        showToast({
          message: `All ${keys.length} rows of ${line.item.requirementNumber} say ${findingNames[finding]}.`,
          action: { text: 'Undo', keyCap: 'Z', run: undo },
        });
      }
    },
    [apply, undo],
  );
  const latest = useRef(table);
  latest.current = table;
  const select = useCallback((id: string, isRange: boolean) => {
    const row = latest.current.getRow(id);
    row.getToggleSelectedHandler()({
      target: { checked: isRange || !row.getIsSelected() },
      shiftKey: isRange,
    });
  }, []);
  const expand = useCallback(
    (id: string, open?: boolean) => latest.current.getRow(id).toggleExpanded(open),
    [],
  );
  const clear = useCallback(() => latest.current.resetRowSelection(true), []);

  const selectMany = useCallback(
    (ids: readonly string[], value: boolean) =>
      latest.current.setRowSelection((before) => {
        const next = { ...before };
        for (const id of ids) {
          if (value) next[id] = true;
          else delete next[id];
        }
        return next;
      }),
    [],
  );

  const { onKeyDown } = useMatrixKeys({
    body,
    lines,
    current: current ?? lines[0]?.id ?? null,
    options: form.options,
    locked,
    onCurrent: setCurrent,
    onAnswer: answer,
    onSelect: select,
    onExpand: expand,
    onClear: clear,
    onUndo: undo,
    addressOf,
  });

  // Digits answer the line that has the focus or was touched last, never one that is out of sight.
  const markLine = (event: SyntheticEvent) => {
    const id = event.target instanceof Element && event.target.closest('tr')?.dataset.id;
    if (id) setCurrent(id);
  };

  const selectedIds = new Set(table.getSelectedRowIds());
  const selected = shown.filter((item) => selectedIds.has(item.requirementNumber));
  const currentId = current ?? lines[0]?.id;

  return (
    <>
      <TableViews
        query={writeAddress(state)}
        onShow={(query) => {
          setKept(new Set());
          show(query);
        }}
      />
      <MatrixToolbar
        total={items.length}
        shown={shown.length}
        answers={form.options}
        options={options}
        state={{ ...state, filters: known.filters }}
        ignored={[...ignored, ...known.ignored]}
        onChange={changeState}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="m-scroll" aria-label="Answers" tabIndex={0}>
        <table className="table matrix">
          <caption className="sr-only">{view.name}: one line per requirement</caption>
          <MatrixHead table={table} columns={state.columns} options={form.options} shown={shown.length} />
          <tbody ref={body} onKeyDown={onKeyDown} onFocus={markLine} onPointerDown={markLine}>
            {rows.slice(0, limit).map((row, index) => {
              const line = row.original;
              const section = sectionOf(line.item.requirementNumber);
              const before = rows[index - 1]?.original.item.requirementNumber;
              const opens = isGrouped && (!before || sectionOf(before) !== section);
              return (
                <Fragment key={row.id}>
                  {opens && (
                    <GroupLine
                      section={section}
                      title={groups.find((group) => group.requirementNumber === section)?.title ?? ''}
                      counts={countFindings(
                        items.filter((item) => sectionOf(item.requirementNumber) === section),
                      )}
                      ids={shown
                        .map((item) => item.requirementNumber)
                        .filter((number) => sectionOf(number) === section)}
                      width={width}
                      selectedIds={selectedIds}
                      onSelect={selectMany}
                    />
                  )}
                  <MatrixLine
                    line={line}
                    columns={state.columns}
                    options={form.options}
                    names={names}
                    today={facts.today}
                    address={addressOf(line.item.requirementNumber)}
                    isCurrent={line.id === currentId}
                    isSelected={row.getIsSelected()}
                    isExpanded={row.getIsExpanded()}
                    locked={locked}
                    onAnswer={answer}
                    onSelect={select}
                    onExpand={expand}
                  />
                </Fragment>
              );
            })}
          </tbody>
        </table>
        {rows.length === 0 && (
          <div className="empty">
            <p>No requirement fits this filter.</p>
            <button type="button" className="btn btn-sm" onClick={() => changeState(withoutFilters(state))}>
              Show all
            </button>
          </div>
        )}
      </section>
      {selected.length > 0 && !locked && (
        <BulkBar
          items={selected}
          options={form.options}
          onDone={(changed) => {
            setKept((before) => new Set([...before, ...changed.map((item) => item.requirementNumber)]));
            clear();
          }}
          onClear={clear}
        />
      )}
    </>
  );
}
