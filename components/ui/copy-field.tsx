'use client';

import { useId, useRef, useState } from 'react';
import { Button } from './button';
import { Check, Copy } from './icons';

type CopyFieldProps = { label: string; value: string; copyText: string; copiedText: string };

/** A value to take along. Without clipboard access (plain http) the text is selected, ready for Ctrl C. */
export function CopyField({ label, value, copyText, copiedText }: CopyFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  async function copy() {
    input.current?.focus();
    input.current?.select();
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    setCopied(done === true);
  }

  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className="flex gap-2">
        <input
          ref={input}
          id={id}
          className="input font-mono"
          value={value}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button icon={copied ? <Check /> : <Copy />} onClick={() => void copy()}>
          {copied ? copiedText : copyText}
        </Button>
      </div>
      <span className="sr-only" role="status">
        {copied && copiedText}
      </span>
    </div>
  );
}
