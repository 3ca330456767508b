'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

export const openKeysEvent = 'inplace:keys';

/** Opens the list of keys, like pressing "?". */
export function KeysButton({ icon }: { icon: ReactNode }) {
  return (
    <Button
      variant="ghost"
      size="sm"
      icon={icon}
      label="Keyboard shortcuts"
      title="Keyboard shortcuts (?)"
      aria-haspopup="dialog"
      onClick={() => document.dispatchEvent(new Event(openKeysEvent))}
    />
  );
}
