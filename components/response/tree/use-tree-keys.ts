'use client';

import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { principalOf } from '@/lib/catalogue/rules';
import type { ChecklistItem } from '@/lib/response/model';
import { sectionOf } from '@/lib/response/rules/progress';
import type { TreeNode } from './tree-model';

type TreeKeysInput = {
  list: RefObject<HTMLDivElement | null>;
  nodes: readonly TreeNode[];
  items: readonly ChecklistItem[];
  current: string;
  toggle: (id: string, open: boolean) => void;
  onOpen: (id: string) => void;
};

/** How long typed digits belong to one number. */
const TYPE_AHEAD_MS = 900;

/** Keyboard of a tree: arrows, Home, End, Enter, and typing a requirement number. One tab stop. */
export function useTreeKeys({ list, nodes, items, current, toggle, onOpen }: TreeKeysInput) {
  const [focused, setFocused] = useState<string | null>(null);
  const typed = useRef({ text: '', at: 0 });
  const isThere = (id: string | null) => nodes.some((node) => node.id === id);
  const tabStop = isThere(focused) ? focused : isThere(current) ? current : (nodes[0]?.id ?? null);

  function focus(id: string | undefined): void {
    if (!id) return;
    setFocused(id);
    // The row may only appear with the branch that was opened just now.
    requestAnimationFrame(() => {
      const row = list.current?.querySelector<HTMLElement>(`[data-id="${id}"]`);
      row?.focus();
      row?.scrollIntoView({ block: 'nearest' });
    });
  }

  function typeAhead(character: string): void {
    const now = Date.now();
    const text = (now - typed.current.at < TYPE_AHEAD_MS ? typed.current.text : '') + character.toUpperCase();
    typed.current = { text, at: now };
    const found =
      nodes.find((node) => node.id === text) ??
      nodes.find((node) => node.id.startsWith(text)) ??
      items.find((item) => item.requirementNumber.startsWith(text));
    if (!found) return;
    const id = 'id' in found ? found.id : found.requirementNumber;
    if (!isThere(id)) {
      toggle(principalOf(id), true);
      toggle(sectionOf(id), true);
    }
    focus(id);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = nodes.findIndex((node) => node.id === tabStop);
    const node = nodes[at];
    if (!node) return;
    const parent = () => nodes.slice(0, at).findLast((above) => above.level < node.level)?.id;
    const handled = (() => {
      switch (event.key) {
        case 'ArrowDown':
          return focus(nodes[at + 1]?.id);
        case 'ArrowUp':
          return focus(nodes[at - 1]?.id);
        case 'Home':
          return focus(nodes[0]?.id);
        case 'End':
          return focus(nodes.at(-1)?.id);
        case 'ArrowRight':
          if (node.kind === 'LEAF') return;
          return node.isOpen ? focus(nodes[at + 1]?.id) : toggle(node.id, true);
        case 'ArrowLeft':
          return node.kind === 'GROUP' && node.isOpen ? toggle(node.id, false) : focus(parent());
        case 'Enter':
        case ' ':
          return node.kind === 'LEAF' ? onOpen(node.id) : toggle(node.id, !node.isOpen);
        default:
          return /^[0-9.aA]$/.test(event.key) ? typeAhead(event.key) : false;
      }
    })();
    if (handled !== false) event.preventDefault();
  }

  function onFocus(event: FocusEvent<HTMLDivElement>): void {
    const id = (event.target as HTMLElement).dataset.id;
    if (id) setFocused(id);
  }

  return { tabStop, onKeyDown, onFocus };
}
