'use client';

import { createContext, type ReactNode, use, useMemo } from 'react';
import type { BulkOutcome, PartPlan, TableFacts, UndoOutcome } from '@/lib/checklist-table/model';
import type { ActionResult } from '@/lib/platform/result';

type Act<T extends object = object> = (
  previous: ActionResult<T> | null,
  form: FormData,
) => Promise<ActionResult<T>>;

export type TableActions = {
  preview: Act<{ plan: PartPlan[] }>;
  change: Act<BulkOutcome>;
  undo: Act<UndoOutcome>;
  attach: Act;
  saveView: Act;
  renameView: Act;
  removeView: Act;
};

type TableContextValue = { facts: TableFacts; actions: TableActions };

const TableContext = createContext<TableContextValue | null>(null);

/** What the table knows beside the checklist, and what can be done with many lines. */
export function TableProvider({
  facts,
  actions,
  children,
}: {
  /** See lib/checklist-table: TableFacts as JSON. */
  facts: string;
  actions: TableActions;
  children: ReactNode;
}) {
  const value = useMemo(() => ({ facts: JSON.parse(facts) as TableFacts, actions }), [facts, actions]);
  return <TableContext value={value}>{children}</TableContext>;
}

export function useTableFacts(): TableContextValue {
  const value = use(TableContext);
  if (!value) throw new Error('a part of the table stands outside its provider');
  return value;
}
