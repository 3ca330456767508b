'use client';

import { useSyncExternalStore } from 'react';
import { Search } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { isMac } from '@/components/ui/keys';

export const openPaletteEvent = 'inplace:palette';

export function openPalette(): void {
  document.dispatchEvent(new Event(openPaletteEvent));
}

const never = () => () => {};

/** Opens the palette, like its keys, which it names. */
export function SearchButton() {
  const keys = useSyncExternalStore(never, isMac, () => false) ? 'Cmd K' : 'Ctrl K';
  return (
    <button
      type="button"
      className="find"
      title={`Search and commands (${keys})`}
      aria-haspopup="dialog"
      onClick={openPalette}
    >
      <Search />
      <span className="side-words">Search</span>
      <KeyCap>{keys}</KeyCap>
    </button>
  );
}
