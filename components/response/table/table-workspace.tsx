'use client';

import '../styles/work.css';
import '../styles/tree.css';
import '../styles/table.css';
import '../styles/table-tools.css';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { TopBar } from '@/components/shell/top-bar';
import type { ChecklistView } from '@/lib/response/model';
import { nextOpen } from '@/lib/response/rules/progress';
import { decodeChecklist } from '@/lib/response/rules/wire';
import { ChecklistBar } from '../bar/checklist-bar';
import { ChecklistStrips } from '../bar/checklist-strips';
import { ChecklistProvider, requirementAddress, useChecklist, useChecklistState } from '../checklist-context';
import { Matrix } from './matrix';
import { type TableActions, TableProvider } from './table-context';

type TableWorkspaceProps = { view: ChecklistView; facts: string; actions: TableActions };

/** Table mode: the whole questionnaire on one page. */
export function TableWorkspace({ view, facts, actions }: TableWorkspaceProps) {
  return (
    <ChecklistProvider view={view}>
      <TableProvider facts={facts} actions={actions}>
        <Workspace />
      </TableProvider>
    </ChecklistProvider>
  );
}

function Workspace() {
  const { view, store } = useChecklist();
  // After a joint change the server sends the list again: the store takes what is newer than what it has.
  useEffect(() => store.refresh(decodeChecklist(view.list).items, view.lock), [store, view]);
  const items = useChecklistState((state) => state.items);
  const router = useRouter();
  const first = items[0]?.requirementNumber ?? '';
  const open =
    nextOpen(items, items.at(-1)?.requirementNumber ?? '', store.setting.form)?.requirementNumber ?? first;
  const [integration] = view.integrations;
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Assessments', href: '/assessments' as Route },
          ...(integration && view.integrations.length === 1
            ? [{ label: integration.name, href: `/integrations/${integration.id}` as Route }]
            : []),
          { label: view.name },
        ]}
      >
        <ChecklistBar
          mode="TABLE"
          requirementNumber={open}
          onOpen={(number) => router.push(requirementAddress(view.assessmentId, number) as Route)}
        />
      </TopBar>
      <main className="page page-fill checklist m-page" id="main" tabIndex={-1}>
        <h1 className="sr-only" tabIndex={-1}>
          {view.name}, table mode
        </h1>
        <ChecklistStrips />
        <div className="m-wide">
          <Matrix />
        </div>
      </main>
    </>
  );
}
