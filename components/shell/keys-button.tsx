'use client';

import { Button } from '@/components/ui/button';
import { Keyboard } from '@/components/ui/icons';

export const openKeysEvent = 'inplace:keys';

/** Opens the list of keys, like pressing "?". */
export function KeysButton() {
  return (
    <Button
      variant="ghost"
      size="sm"
      icon={<Keyboard />}
      label="Keyboard shortcuts"
      title="Keyboard shortcuts (?)"
      aria-haspopup="dialog"
      onClick={() => document.dispatchEvent(new Event(openKeysEvent))}
    />
  );
}
