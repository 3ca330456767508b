'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Check, Copy } from '@/components/ui/icons';

/** A value of the form and the button that takes it along. Without clipboard access the text is selected instead. */
export function CopyValue({ label, value }: { label: string; value: string }) {
  const text = useRef<HTMLSpanElement>(null);
  const [state, setState] = useState<'REST' | 'COPIED' | 'SELECTED'>('REST');

  useEffect(() => {
    if (state === 'REST') return;
    const timer = setTimeout(() => setState('REST'), 4_000);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    if (!done && text.current) window.getSelection()?.selectAllChildren(text.current);
    setState(done ? 'COPIED' : 'SELECTED');
  }

  return (
    <>
      <span ref={text} className="whitespace-pre-wrap break-words">
        {value}
      </span>
      <span className="flex items-start gap-2">
        <span role="status" className="text-ink-3 text-small">
          {state === 'COPIED' ? 'Copied' : state === 'SELECTED' ? 'Press Ctrl C' : ''}
        </span>
        <Button
          size="sm"
          variant="ghost"
          icon={state === 'COPIED' ? <Check /> : <Copy />}
          label={`Copy ${label}`}
          onClick={() => void copy()}
        />
      </span>
    </>
  );
}
