'use client';

import { useEffect, useRef, useState } from 'react';
import { useActionForm } from '@/components/ui/action-form-context';

/** Says whether the form around holds changes that are not saved, and asks before the page with them is left. */
export function Unsaved() {
  const mark = useRef<HTMLSpanElement>(null);
  const [isChanged, setChanged] = useState(false);
  const { pending } = useActionForm();

  useEffect(() => {
    const form = mark.current?.closest('form');
    const note = () => setChanged(true);
    form?.addEventListener('input', note);
    return () => form?.removeEventListener('input', note);
  }, []);

  useEffect(() => {
    if (!isChanged || pending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isChanged, pending]);

  return (
    <span ref={mark} role="status" className="text-ink-3">
      {pending ? 'Saving' : isChanged ? 'Changes are not saved yet' : ''}
    </span>
  );
}
