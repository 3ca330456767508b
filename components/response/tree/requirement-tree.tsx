'use client';

import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { FilterInput } from '@/components/ui/filter-input';
import { ChevronDown, ChevronRight, CircleAlert, Handshake, Undo2 } from '@/components/ui/icons';
import { StatusGlyph } from '@/components/ui/status';
import { StatusBar } from '@/components/ui/status-bar';
import { findingNames } from '@/lib/catalogue/model';
import { principalOf } from '@/lib/catalogue/rules';
import type { AnswerForm, ChecklistItem } from '@/lib/response/model';
import { claimInWords, countsInWords, isIncomplete, sectionOf } from '@/lib/response/rules/progress';
import { useChecklist, useItemsInTime } from '../checklist-context';
import { OpenLink } from '../open-link';
import { FacetButtons } from './facet-buttons';
import { statusOf, type TreeFilter, type TreeNode, visibleNodes } from './tree-model';
import { useTreeKeys } from './use-tree-keys';

type TreeProps = { current: string; onOpen: (requirementNumber: string) => void };

/** The questionnaire as a tree: principal requirements, sections, requirements. */
export function RequirementTree(props: TreeProps) {
  return <Tree {...props} items={useItemsInTime()} />;
}

const Tree = memo(function Tree({ current, onOpen, items }: TreeProps & { items: readonly ChecklistItem[] }) {
  const { store } = useChecklist();
  const [filter, setFilter] = useState<TreeFilter>({ facet: 'ALL', words: '' });
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({});
  const list = useRef<HTMLDivElement>(null);
  const { form, groups } = store.setting;
  const filtered = filter.facet !== 'ALL' || filter.words.trim() !== '';

  const nodes = useMemo(() => {
    const isOpen = (id: string) =>
      chosen[id] ?? (filtered || id === principalOf(current) || id === sectionOf(current));
    return visibleNodes(items, groups, form, filter, isOpen);
  }, [items, groups, form, filter, filtered, chosen, current]);

  const toggle = (id: string, open: boolean) => setChosen((before) => ({ ...before, [id]: open }));
  const { tabStop, onKeyDown, onFocus } = useTreeKeys({ list, nodes, items, current, toggle, onOpen });

  // Moving on closes what only the way had opened; what the person opened or closed stays.
  useEffect(() => {
    setChosen((before) => {
      const { [principalOf(current)]: _, [sectionOf(current)]: __, ...rest } = before;
      return rest;
    });
    if (list.current) reveal(list.current, list.current.querySelector('[aria-current]'));
  }, [current]);

  return (
    <>
      <div className="tree-tools">
        <FilterInput
          label={`Filter ${items.length} requirements`}
          value={filter.words}
          onChange={(words) => setFilter({ ...filter, words })}
          className="w-full!"
        />
        <FacetButtons
          items={items}
          form={form}
          facet={filter.facet}
          onChange={(facet) => setFilter({ ...filter, facet })}
        />
      </div>
      {nodes.length === 0 && <p className="tree-none">No requirement fits this filter.</p>}
      <div
        ref={list}
        className="tree-list"
        hidden={nodes.length === 0}
        role="tree"
        aria-label="Requirements"
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {nodes.map((node) => (
          <TreeRow
            key={node.id}
            node={node}
            isCurrent={node.id === current}
            isTabStop={node.id === tabStop}
            form={form}
            onOpen={onOpen}
            onToggle={toggle}
          />
        ))}
      </div>
    </>
  );
});

/** Scrolls the list alone. scrollIntoView() would also move the place from which Tab goes on, past the way to the content. */
function reveal(list: HTMLElement, row: Element | null): void {
  if (!row) return;
  const [frame, place] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (place.top < frame.top) list.scrollTop -= frame.top - place.top;
  else if (place.bottom > frame.bottom) list.scrollTop += place.bottom - frame.bottom;
}

type TreeRowProps = {
  node: TreeNode;
  isCurrent: boolean;
  isTabStop: boolean;
  form: AnswerForm;
  onOpen: (id: string) => void;
  onToggle: (id: string, open: boolean) => void;
};

const TreeRow = memo(function TreeRow({ node, isCurrent, isTabStop, form, onOpen, onToggle }: TreeRowProps) {
  const place = {
    role: 'treeitem',
    'data-id': node.id,
    'aria-level': node.level,
    'aria-posinset': node.position,
    'aria-setsize': node.setSize,
    tabIndex: isTabStop ? 0 : -1,
  } as const;
  if (node.kind === 'GROUP') {
    const words = countsInWords(node.counts, findingNames);
    return (
      <button
        type="button"
        {...place}
        className={node.level === 1 ? 'tree-row tree-principal' : 'tree-row tree-section'}
        aria-expanded={node.isOpen}
        aria-label={`${node.id} ${node.title}, ${words}${node.incomplete && `, ${node.counts.answered} answered, ${node.incomplete}`}`}
        onClick={() => onToggle(node.id, !node.isOpen)}
      >
        {node.isOpen ? <ChevronDown /> : <ChevronRight />}
        <b>{node.id}</b>
        <span title={node.title}>{node.title}</span>
        {node.level === 2 && node.hasNotInPlace && !node.isOpen ? (
          <StatusGlyph kind="NOT_IN_PLACE" />
        ) : (
          <small title={node.incomplete || undefined}>
            {node.counts.answered}/{node.counts.total}
          </small>
        )}
        {node.level === 1 && <StatusBar counts={node.counts} size="sm" />}
      </button>
    );
  }
  const status = statusOf(node.item);
  const isReturned = node.item.review === 'RETURNED';
  const isOwing = isIncomplete(node.item, form);
  const claim = claimInWords(node.item);
  return (
    <OpenLink
      {...place}
      className="tree-row tree-leaf"
      requirementNumber={node.id}
      onOpen={onOpen}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <StatusGlyph kind={status} isClaimed={claim !== ''} />
      <b>{node.id}</b>
      <span title={node.title}>{node.title}</span>
      <span className="sr-only">
        {wordsOf(node.item)}
        {claim && `, claimed: ${claim}`}
        {isOwing && ', incomplete'}
        {isReturned && ', returned'}
        {node.item.hasAcceptedRisk && ', a risk is accepted'}
      </span>
      {isOwing && <CircleAlert className="tone-soon" />}
      {isReturned && <Undo2 className="tone-late" />}
      {node.item.hasAcceptedRisk && <Handshake className="text-ink-3" />}
    </OpenLink>
  );
}, isSameRow);

function wordsOf(item: ChecklistItem): string {
  const status = statusOf(item);
  if (item.isUnconfirmed) return 'To be confirmed';
  return status === 'UNANSWERED' ? 'Unanswered' : findingNames[status];
}

function isSameRow(before: TreeRowProps, after: TreeRowProps): boolean {
  const [left, right] = [before.node, after.node];
  if (before.isCurrent !== after.isCurrent || before.isTabStop !== after.isTabStop) return false;
  if (before.onOpen !== after.onOpen || left.position !== right.position || left.setSize !== right.setSize)
    return false;
  if (left.kind === 'LEAF') return right.kind === 'LEAF' && left.item === right.item;
  return (
    right.kind === 'GROUP' &&
    left.isOpen === right.isOpen &&
    countsInWords(left.counts, findingNames) === countsInWords(right.counts, findingNames) &&
    left.incomplete === right.incomplete &&
    left.hasNotInPlace === right.hasNotInPlace
  );
}
