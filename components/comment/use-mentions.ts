'use client';

import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LabelledReader } from '@/lib/comment/model';
import { labelReaders, mentionAt, readersLike } from '@/lib/comment/rules';
import { askReaders } from './comment-api';

type MentionsProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  address: string;
  typed: string;
  onTyped: (typed: string) => void;
};

export type Mentions = ReturnType<typeof useMentions>;

/** People behind an @ in a field: who fits, who is chosen, and what the keys do meanwhile. */
export function useMentions({ field, address, typed, onTyped }: MentionsProps) {
  const [readers, setReaders] = useState<LabelledReader[] | null>(null);
  const [caret, setCaret] = useState(0);
  const [index, setIndex] = useState(0);
  /** Where the list was closed by hand: it stays closed for this @. */
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const asked = useRef<Promise<LabelledReader[] | null>>(null);
  const listId = useId();

  const asks = typed.includes('@');
  const sought = mentionAt(typed, caret);
  const found = sought && readers ? readersLike(readers, sought.query) : [];
  // Somebody who goes on writing behind an @ is not looking for a name any more.
  const isOpen =
    sought !== null && sought.from !== closedAt && (found.length > 0 || !sought.query.includes(' '));
  const current = Math.min(index, found.length - 1);
  const optionId = (at: number) => `${listId}-${at}`;

  /** Everybody who can be mentioned; asked for once, and again where no answer came, which is null. */
  function people(): Promise<LabelledReader[] | null> {
    if (!asks) return Promise.resolve([]);
    asked.current ??= askReaders(address).then((answer) => {
      if (!answer.ok) {
        asked.current = null;
        return null;
      }
      const labelled = labelReaders(answer.value.readers);
      setReaders(labelled);
      return labelled;
    });
    return asked.current;
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once somebody types an @, not at each letter
  useEffect(() => {
    if (asks) void people();
  }, [asks]);

  useEffect(() => {
    const look = () => {
      if (document.activeElement === field.current) setCaret(field.current?.selectionEnd ?? 0);
    };
    look();
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [field]);
  useEffect(() => {
    setCaret(field.current?.selectionEnd ?? 0);
    setIndex(0);
    setClosedAt((at) => (at !== null && typed[at] === '@' && /\S/.test(typed[at + 1] ?? '') ? at : null));
  }, [field, typed]);

  // A text of several lines is no combobox to assistive technology; a textbox with a list and an active option is the same to them.
  useEffect(() => {
    const element = field.current;
    const name = (attribute: string, value: string | null) =>
      value === null ? element?.removeAttribute(attribute) : element?.setAttribute(attribute, value);
    name('aria-autocomplete', 'list');
    name('aria-haspopup', 'listbox');
    name('aria-controls', isOpen && found.length > 0 ? listId : null);
    name('aria-activedescendant', isOpen && current >= 0 ? `${listId}-${current}` : null);
  }, [field, isOpen, found.length, current, listId]);

  function choose(at: number) {
    const reader = found[at];
    const element = field.current;
    if (!reader || !sought || !element) return;
    setClosedAt(sought.from);
    const before = `${typed.slice(0, sought.from)}@${reader.label} `;
    const rest = typed.slice(caret);
    flushSync(() => onTyped(before + rest.replace(/^ /, '')));
    element.focus();
    element.setSelectionRange(before.length, before.length);
  }

  function press(event: KeyboardEvent) {
    if (!isOpen) return;
    const count = found.length;
    if (event.key === 'Escape') setClosedAt(sought.from);
    else if (count === 0) return;
    else if (event.key === 'ArrowDown') setIndex((current + 1) % count);
    else if (event.key === 'ArrowUp') setIndex((current + count - 1) % count);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(current);
    else return;
    event.preventDefault();
  }

  return { isOpen, isLoading: readers === null, found, current, listId, optionId, choose, press, people };
}
