'use client';

import { lazy, type MouseEvent, Suspense, useState } from 'react';
import { Ellipsis } from '@/components/ui/icons';
import { Menu, MenuButton } from '@/components/ui/menu';
import { builtInViews, type TableViewLine } from '@/lib/checklist-table/model';
import { useTableFacts } from './table-context';

const ViewDialog = lazy(() => import('./view-dialog'));

export type ViewTask =
  | { kind: 'SAVE'; query: string }
  | { kind: 'RENAME'; view: TableViewLine }
  | { kind: 'REMOVE'; view: TableViewLine };

type TableViewsProps = { query: string; onShow: (query: string) => void };

/** The views that everybody has, those that somebody saved, and what can be done with the one on show. */
export function TableViews({ query, onShow }: TableViewsProps) {
  const { facts } = useTableFacts();
  const [task, setTask] = useState<ViewTask | null>(null);
  const hasLast = Object.values(facts.byNumber).some(({ last }) => last);
  const built = builtInViews.filter((view) => hasLast || !view.query.startsWith('last-year'));
  const views: { name: string; query: string }[] = [...built, ...facts.views];
  const own = facts.views.find((view) => view.query === query && view.mayChange);
  const isNew = !views.some((view) => view.query === query);

  function open(event: MouseEvent, to: string) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onShow(to);
  }

  return (
    <div className="m-views">
      <nav aria-label="Views" className="tabs">
        {views.map((view) => (
          <a
            key={`${view.name} ${view.query}`}
            href={view.query ? `?${view.query}` : '?'}
            aria-current={view.query === query ? 'page' : undefined}
            onClick={(event) => open(event, view.query)}
          >
            {view.name}
          </a>
        ))}
      </nav>
      {facts.mayRecord && (isNew || own) && (
        <Menu label="This view" triggerClassName="btn btn-sm btn-ghost" trigger={<Ellipsis />}>
          {isNew && <MenuButton onSelect={() => setTask({ kind: 'SAVE', query })}>Save as a view</MenuButton>}
          {own && (
            <>
              <MenuButton onSelect={() => setTask({ kind: 'RENAME', view: own })}>Rename</MenuButton>
              <MenuButton danger onSelect={() => setTask({ kind: 'REMOVE', view: own })}>
                Delete
              </MenuButton>
            </>
          )}
        </Menu>
      )}
      <Suspense>{task && <ViewDialog task={task} onClose={() => setTask(null)} />}</Suspense>
    </div>
  );
}
