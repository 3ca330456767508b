'use client';

import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { FilterInput } from '@/components/ui/filter-input';
import { ChevronDown, ChevronRight } from '@/components/ui/icons';
import { StatusGlyph } from '@/components/ui/status';
import { StatusBar } from '@/components/ui/status-bar';
import { findingNames } from '@/lib/catalogue/model';
import { principalOf } from '@/lib/catalogue/rules';
import { countsInWords, sectionOf } from '@/lib/response/rules/progress';
import { useChecklist, useChecklistState } from '../checklist-context';
import { OpenLink } from '../open-link';
import { FacetButtons } from './facet-buttons';
import { statusOf, type TreeFilter, type TreeNode, visibleNodes } from './tree-model';
import { useTreeKeys } from './use-tree-keys';

type TreeProps = { current: string; onOpen: (requirementNumber: string) => void };

/** The questionnaire as a tree: principal requirements, sections, requirements. */
export function RequirementTree({ current, onOpen }: TreeProps) {
  const { store } = useChecklist();
  const items = useChecklistState((state) => state.items);
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
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
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
            onOpen={onOpen}
            onToggle={toggle}
          />
        ))}
      </div>
    </>
  );
}

type TreeRowProps = {
  node: TreeNode;
  isCurrent: boolean;
  isTabStop: boolean;
  onOpen: (id: string) => void;
  onToggle: (id: string, open: boolean) => void;
};

const TreeRow = memo(function TreeRow({ node, isCurrent, isTabStop, onOpen, onToggle }: TreeRowProps) {
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
        aria-label={`${node.id} ${node.title}, ${words}`}
        onClick={() => onToggle(node.id, !node.isOpen)}
      >
        {node.isOpen ? <ChevronDown /> : <ChevronRight />}
        <b>{node.id}</b>
        <span title={node.title}>{node.title}</span>
        {node.level === 2 && node.hasNotInPlace && !node.isOpen ? (
          <StatusGlyph kind="NOT_IN_PLACE" />
        ) : (
          <small>
            {node.counts.answered}/{node.counts.total}
          </small>
        )}
        {node.level === 1 && <StatusBar counts={node.counts} size="sm" />}
      </button>
    );
  }
  const status = statusOf(node.item);
  return (
    <OpenLink
      {...place}
      className="tree-row tree-leaf"
      requirementNumber={node.id}
      onOpen={onOpen}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <StatusGlyph kind={status} />
      <b>{node.id}</b>
      <span title={node.title}>{node.title}</span>
      <span className="sr-only">{status === 'UNANSWERED' ? 'Unanswered' : findingNames[status]}</span>
    </OpenLink>
  );
}, isSameRow);

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
    left.hasNotInPlace === right.hasNotInPlace
  );
}
