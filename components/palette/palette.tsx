'use client';

import './palette.css';
import { usePathname } from 'next/navigation';
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Search, X } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { isMac } from '@/components/ui/keys';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import { longestQuery } from '@/lib/palette/model';
import { rememberCaret } from './caret';
import { assessmentIn, listCommands } from './commands';
import { groupsOf, type Item } from './items';
import { ownerOf, type PaletteProps } from './model';
import { OptionLine } from './option-line';
import { readPlaces } from './places';
import { useChoose } from './use-choose';
import { useHits } from './use-hits';

/** One field for everything: requirements, evidence, integrations, commands. Loaded when it is first asked for. */
export default function Palette({ frame, actions, sections, typed, onClose }: PaletteProps) {
  const path = usePathname();
  const [query, setQuery] = useState(typed);
  const [putCaretBack] = useState(rememberCaret);
  const owner = ownerOf(frame);
  const { hits, failure, isSettled } = useHits(query, assessmentIn(path)?.assessmentId ?? null, owner);
  const [places] = useState(() => readPlaces(owner));
  const [answers] = useState(listAnswers);
  const { role, appearance } = frame;
  const commands = useMemo(
    () => listCommands({ path, role, sections, theme: appearance.theme, answers }),
    [path, role, sections, appearance.theme, answers],
  );
  const groups = groupsOf(query, hits, { commands, places, path });
  const items = groups.flatMap((group) => group.items);

  const [moved, setMoved] = useState<string | null>(null);
  const active = items.find(({ id }) => id === moved) ?? items[0];
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  /** Enter came before the answer: what it opens is not known yet. */
  const early = useRef<{ inNewTab: boolean } | null>(null);
  const id = useId();
  const idOf = (item: Item) => `${id}-${item.id}`;
  const choose = useChoose(actions);

  const close = () => field.current?.closest('dialog')?.close();
  function take(item: Item | undefined, inNewTab: boolean): void {
    if (!item) return;
    close();
    choose(item, inNewTab);
  }

  useEffect(() => field.current?.setSelectionRange(typed.length, typed.length), [typed]);
  useEffect(() => {
    const dialog = field.current?.closest('dialog');
    const outside = (event: MouseEvent) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      dialog?.close();
    };
    dialog?.addEventListener('mousedown', outside);
    return () => dialog?.removeEventListener('mousedown', outside);
  }, []);
  const takeEarly = useEffectEvent(() => {
    const wish = early.current;
    early.current = null;
    if (wish && failure === null) take(items[0], wish.inNewTab);
  });
  useEffect(() => {
    if (isSettled) takeEarly();
  }, [isSettled]);

  function leave(): void {
    putCaretBack();
    onClose();
  }

  function step(by: number): void {
    if (items.length === 0 || !active) return;
    const next = items[(items.indexOf(active) + by + items.length) % items.length];
    if (!next) return;
    setMoved(next.id);
    list.current?.querySelector(`[id="${idOf(next)}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  function press(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    const inNewTab = event.ctrlKey || event.metaKey;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key !== 'Enter') return;
    else if (isSettled || moved !== null) take(active, inNewTab);
    else early.current = { inNewTab };
    event.preventDefault();
  }

  function change(value: string): void {
    early.current = null;
    setQuery(value);
    setMoved(null);
    list.current?.scrollTo(0, 0);
  }

  const count =
    items.length === 0 ? 'Nothing found' : items.length === 1 ? 'One result' : `${items.length} results`;
  return (
    <Dialog open onClose={leave} title="Search and commands" className="palette">
      <div className="palette-field">
        <Search />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label="Search and commands"
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={items.length > 0 ? id : undefined}
          aria-activedescendant={active && idOf(active)}
          placeholder="Requirement, evidence, integration or command"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={longestQuery}
          value={query}
          onChange={(event) => change(event.target.value)}
          onKeyDown={press}
        />
        <button type="button" className="palette-close" aria-label="Close" onClick={close}>
          <KeyCap>Esc</KeyCap>
          <X />
        </button>
      </div>
      <p role="status" className="sr-only">
        {isSettled && `${failure ?? ''} ${count}`}
      </p>
      {failure && <p className="palette-note">{failure} Commands work all the same.</p>}
      {items.length === 0 && isSettled && !failure && (
        <p className="palette-note">
          Nothing fits “{query.trim()}”. A number such as 6.3, a word of a title or a command finds something.
        </p>
      )}
      {items.length > 0 && (
        <div
          ref={list}
          id={id}
          role="listbox"
          aria-label="Results"
          aria-busy={!isSettled}
          className="palette-list"
        >
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a list box holds groups of options, and no fieldset
            <div key={group.title} role="group" aria-label={group.title}>
              <p className="palette-group" aria-hidden="true">
                {group.title}
              </p>
              {group.items.map((item) => (
                <OptionLine
                  key={item.id}
                  item={item}
                  id={idOf(item)}
                  isActive={item === active}
                  onPoint={() => setMoved(item.id)}
                  onChoose={(inNewTab) => take(item, inNewTab)}
                />
              ))}
            </div>
          ))}
        </div>
      )}
      <p className="palette-foot" aria-hidden="true">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> move
        </span>
        <span>
          <kbd>Enter</kbd> open
        </span>
        <span>
          <kbd>{isMac() ? 'Cmd' : 'Ctrl'}</kbd> <kbd>Enter</kbd> open in a new tab
        </span>
      </p>
    </Dialog>
  );
}

/** What digits answer on the screen behind: of the requirement that is open, or of the table's current line. */
function listAnswers(): Finding[] {
  const radios = document.querySelectorAll<HTMLInputElement>(
    ':is([data-takes-keys], tr[data-current]) input[type="radio"]:enabled',
  );
  return [...radios]
    .map(({ value }) => value)
    .filter((value): value is Finding => Object.hasOwn(findingNames, value));
}
