'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type RefObject, useCallback } from 'react';
import type { Finding } from '@/lib/catalogue/model';
import { answerOfKey } from '../answer-keys';
import { useScreenKeys } from '../use-answers';
import type { MatrixRow } from './matrix-model';

type MatrixKeysInput = {
  body: RefObject<HTMLTableSectionElement | null>;
  lines: readonly MatrixRow[];
  current: string | null;
  options: readonly Finding[];
  locked: boolean;
  onCurrent: (id: string) => void;
  onAnswer: (line: MatrixRow, finding: Finding) => void;
  onSelect: (id: string, isRange: boolean) => void;
  onExpand: (id: string, open?: boolean) => void;
  onClear: () => void;
  onUndo: () => void;
  addressOf: (requirementNumber: string) => string;
};

/** Keys of the table: arrows walk, digits answer and move down, X selects, Enter opens. */
export function useMatrixKeys(input: MatrixKeysInput) {
  const { body, lines, current, options, locked } = input;
  const { onCurrent, onAnswer, onSelect, onExpand, onClear, onUndo, addressOf } = input;
  const router = useRouter();
  const at = lines.findIndex((line) => line.id === current);

  /** Focus goes to the answer of the line: the chosen one, or the column where the focus was. */
  const goTo = useCallback(
    (line: MatrixRow | undefined, column?: number) => {
      if (!line) return;
      onCurrent(line.id);
      requestAnimationFrame(() => {
        const row = body.current?.querySelector(`[data-id="${line.id}"]`);
        const radios = row ? [...row.querySelectorAll<HTMLInputElement>('input[type="radio"]')] : [];
        const target = radios[column ?? 0] ?? row?.querySelector<HTMLElement>('a, button');
        target?.focus({ preventScroll: true });
        row?.scrollIntoView({ block: 'nearest' });
      });
    },
    [body, onCurrent],
  );

  const columnOf = (event: { target: EventTarget | null }): number => {
    const cell = event.target instanceof HTMLElement ? event.target.closest('.m-col') : null;
    const cells = cell?.parentElement ? [...cell.parentElement.querySelectorAll('.m-col')] : [];
    return cell ? cells.indexOf(cell) : 0;
  };

  const onKey = useCallback(
    (key: string, event: globalThis.KeyboardEvent): boolean => {
      const line = lines[at];
      const digit = answerOfKey(key, options);
      if (digit && line && !locked) {
        onAnswer(line, digit);
        goTo(lines[at + 1] ?? line, options.indexOf(digit));
        return true;
      }
      switch (key) {
        case 'x':
          if (line?.row === null) onSelect(line.id, false);
          return true;
        case 'u': {
          const ordered = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
          goTo(ordered.find((candidate) => candidate.finding === null));
          return true;
        }
        case 'v':
          router.push(
            addressOf(line?.item.requirementNumber ?? lines[0]?.item.requirementNumber ?? '') as Route,
          );
          return true;
        case 'z':
          onUndo();
          return true;
        case 'Escape':
          onClear();
          return true;
        case 'ArrowDown':
        case 'ArrowUp':
          if (event.target !== document.body) return false;
          goTo(line ?? lines[0]);
          return true;
        default:
          return false;
      }
    },
    [lines, at, options, locked, onAnswer, goTo, onSelect, onClear, onUndo, router, addressOf],
  );
  useScreenKeys(onKey);

  /** Inside the table the arrows walk between lines and columns; a radio group would choose instead. */
  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>): void {
    const line = lines[at];
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    const column = columnOf(event);
    const onRadio = event.target instanceof HTMLInputElement && event.target.type === 'radio';
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        const next = lines[at + (event.key === 'ArrowDown' ? 1 : -1)];
        if (event.shiftKey) {
          if (line.row === null) onSelect(line.id, true);
          if (next?.row === null) onSelect(next.id, true);
        }
        goTo(next, column);
        break;
      }
      case 'ArrowRight':
        if (line.rows.length > 0 && !onRadio) onExpand(line.id, true);
        else goTo(line, Math.min(column + 1, options.length - 1));
        break;
      case 'ArrowLeft':
        if (line.rows.length > 0 && !onRadio) onExpand(line.id, false);
        else goTo(line, Math.max(column - 1, 0));
        break;
      case 'Home':
        goTo(lines[0], column);
        break;
      case 'End':
        goTo(lines.at(-1), column);
        break;
      case 'Enter':
        if (!onRadio) return;
        router.push(addressOf(line.item.requirementNumber) as Route);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  return { onKeyDown };
}
