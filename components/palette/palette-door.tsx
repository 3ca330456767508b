'use client';

import { usePathname } from 'next/navigation';
import { type ComponentType, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { isPaletteKey } from '@/components/ui/keys';
import { showToast } from '@/components/ui/toast-store';
import { ownerOf, type PaletteFrame, type PaletteProps } from './model';
import { keepPlace } from './places';
import { openPaletteEvent } from './search-button';

/** `turn`: one that is opened right after another has closed is not closed by that one's last word. */
type Opened = { Palette: ComponentType<PaletteProps>; typed: string; turn: number };

/** How long a page is looked at before it counts as a place; its title has come by then. */
const STAY_MS = 1000;

/** Waits for the keys of the palette, which is loaded when it is first asked for. */
export function PaletteDoor(props: PaletteFrame) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const path = usePathname();
  const owner = ownerOf(props.frame);

  useEffect(() => {
    const timer = setTimeout(() => keepPlace(owner, path), STAY_MS);
    return () => clearTimeout(timer);
  }, [owner, path]);

  useEffect(() => {
    /** What is typed while the palette is on its way: meant for it, and not for the page, where a digit answers. */
    let typed: string | null = null;
    let turn = 0;
    function open() {
      if (typed !== null || document.querySelector('dialog[open]')) return;
      typed = '';
      turn += 1;
      import('./palette').then(
        ({ default: Palette }) => {
          if (typed !== null) flushSync(() => setOpened({ Palette, typed: typed ?? '', turn }));
          typed = null;
        },
        () => {
          typed = null;
          showToast({
            message: 'The search could not be loaded. Check the network and try again.',
            tone: 'late',
          });
        },
      );
    }
    function press(event: KeyboardEvent) {
      if (isPaletteKey(event)) {
        const shown = document.querySelector<HTMLDialogElement>('dialog.palette[open]');
        if (shown) shown.close();
        else open();
      } else if (typed === null || event.ctrlKey || event.metaKey) return;
      else if (event.key === 'Escape') typed = null;
      else if (event.key === 'Backspace') typed = typed.slice(0, -1);
      else if (event.key.length === 1) typed += event.key;
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    window.addEventListener('keydown', press, { capture: true });
    document.addEventListener(openPaletteEvent, open);
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
      document.removeEventListener(openPaletteEvent, open);
    };
  }, []);

  if (!opened) return null;
  const { Palette, typed, turn } = opened;
  const onClose = () => setOpened((now) => (now?.turn === turn ? null : now));
  return <Palette key={turn} {...props} typed={typed} onClose={onClose} />;
}
