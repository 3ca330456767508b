'use client';

import { useEffect, useRef } from 'react';
import { cx } from './class-names';
import { ListFilter } from './icons';
import { KeyCap } from './key-cap';
import { acceptsSingleKey } from './keys';

type FilterInputProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
};

/** The filter of a list: "/" goes to it, Esc empties it. */
export function FilterInput({ label, value, onChange, className }: FilterInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function focus(event: KeyboardEvent) {
      if (event.key !== '/' || !acceptsSingleKey(event)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
  return (
    <label className={cx('inline-input w-60 max-md:w-full', className)}>
      <ListFilter className="size-3.5" />
      <span className="sr-only">{label}</span>
      <input
        ref={input}
        type="text"
        placeholder={label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (value) onChange('');
          else event.currentTarget.blur();
        }}
      />
      <KeyCap>/</KeyCap>
    </label>
  );
}
