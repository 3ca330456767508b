'use client';

import '../styles/work.css';
import '../styles/tree.css';
import '../styles/table.css';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { TopBar } from '@/components/shell/top-bar';
import { EmptyState } from '@/components/ui/empty-state';
import { Table2 } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import type { ChecklistView } from '@/lib/response/model';
import { nextOpen } from '@/lib/response/rules/progress';
import { ChecklistBar } from '../bar/checklist-bar';
import { ChecklistStrips } from '../bar/checklist-strips';
import { ChecklistProvider, requirementAddress, useChecklist, useChecklistState } from '../checklist-context';
import { Matrix } from './matrix';

/** Table mode: the whole questionnaire on one page, for wide screens. */
export function TableWorkspace({ view }: { view: ChecklistView }) {
  return (
    <ChecklistProvider view={view}>
      <Workspace />
    </ChecklistProvider>
  );
}

function Workspace() {
  const { view, store } = useChecklist();
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
      <main className="page page-fill checklist m-page" id="main" data-rail="true" tabIndex={-1}>
        <h1 className="sr-only" tabIndex={-1}>
          {view.name}, table mode
        </h1>
        <ChecklistStrips />
        <div className="m-wide">
          <Matrix />
        </div>
        <div className="m-narrow">
          <EmptyState
            icon={<Table2 />}
            title="Table mode needs a wider screen"
            action={
              <LinkButton variant="primary" href={requirementAddress(view.assessmentId, open) as Route}>
                Answer one by one
              </LinkButton>
            }
          >
            On a phone the requirements are answered one by one.
          </EmptyState>
        </div>
      </main>
    </>
  );
}
