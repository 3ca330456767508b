'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { Button } from './button';
import { Check, CircleAlert, X } from './icons';
import { KeyCap } from './key-cap';
import { currentToast, hideToast, subscribeToToast } from './toast-store';

const LIFETIME = 10_000;

/** The place where toasts appear: one at a time, ten seconds, errors until closed. Once per layout. */
export function Toaster({ closeLabel }: { closeLabel: string }) {
  const toast = useSyncExternalStore(subscribeToToast, currentToast, () => null);
  useEffect(() => {
    if (!toast || toast.tone === 'late') return;
    const timer = setTimeout(() => hideToast(toast.id), LIFETIME);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className="toast-stack" role="status">
      {toast && (
        <div className="toast" key={toast.id}>
          {toast.tone === 'late' ? <CircleAlert className="tone-late" /> : <Check className="tone-ok" />}
          <span>{toast.message}</span>
          <span className="toast-end">
            {toast.action && (
              <Button
                variant="ghost"
                size="sm"
                onClick={() => {
                  hideToast(toast.id);
                  toast.action?.run();
                }}
              >
                {toast.action.text}
                {toast.action.keyCap && <KeyCap>{toast.action.keyCap}</KeyCap>}
              </Button>
            )}
            <Button variant="ghost" size="sm" icon={<X />} label={closeLabel} onClick={() => hideToast()} />
          </span>
        </div>
      )}
    </div>
  );
}
