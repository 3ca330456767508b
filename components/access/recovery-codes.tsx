'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Check, Copy, Download } from '@/components/ui/icons';

type RecoveryCodesProps = { codes: readonly string[]; doneText: string; onDone: () => void };

/** The codes for the day on which app or passkey is gone, shown this once. */
export function RecoveryCodes({ codes, doneText, onDone }: RecoveryCodesProps) {
  const [copied, setCopied] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const text = codes.join('\n');

  function save() {
    const address = URL.createObjectURL(
      new Blob([`Inplace recovery codes for ${window.location.host}\nEach works once.\n\n${text}\n`]),
    );
    const link = document.createElement('a');
    link.href = address;
    link.download = 'inplace-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(address);
  }

  return (
    <section className="mt-6 grid gap-4" aria-labelledby="h-codes">
      <div>
        <h2 id="h-codes" ref={title} tabIndex={-1}>
          Keep these recovery codes
        </h2>
        <p className="mt-1 text-ink-2">
          Each lets you in once without your app or passkey. They are shown this one time: print or save them.
        </p>
      </div>
      <ol className="grid gap-y-1 whitespace-nowrap font-mono" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Download />} onClick={save}>
          Save as a file
        </Button>
        <Button
          icon={copied ? <Check /> : <Copy />}
          onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button variant="primary" onClick={onDone}>
          {doneText}
        </Button>
      </div>
    </section>
  );
}
