'use client';

import { useEffect, useRef, useState } from 'react';
import { FileForm } from '@/components/evidence/file-form';
import { Notice } from '@/components/ui/notice';
import { TextAreaField } from '@/components/ui/text-field';
import { linkHeader } from '@/lib/evidence-request/model';

type LinkFormProps = {
  token: string;
  askerName: string;
  maxBytes: number;
  /** Told once somebody does something on the page: programs that look into mails only ask for it. */
  opened: (token: string) => Promise<unknown>;
};

const acts = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Where somebody from outside sends what they were asked for. */
export function LinkForm({ token, askerName, maxBytes, opened }: LinkFormProps) {
  const [isDone, setDone] = useState(false);
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    const tell = () => {
      stop.abort();
      void opened(token).catch(() => undefined);
    };
    for (const act of acts) document.addEventListener(act, tell, { signal: stop.signal, passive: true });
    return () => stop.abort();
  }, [token, opened]);
  useEffect(() => {
    if (isDone) heading.current?.focus();
  }, [isDone]);
  if (isDone) {
    return (
      <div ref={heading} tabIndex={-1} className="outline-none">
        <Notice tone="ok" role="status" title="Sent. Thank you.">
          {`${askerName} is told. This link has done its work: you can close the page.`}
        </Notice>
      </div>
    );
  }
  return (
    <FileForm
      address="/api/requested"
      maxBytes={maxBytes}
      submitText={`Send to ${askerName}`}
      hint="At most 20 files. No card numbers: files are checked when they arrive."
      way={{ endpoint: '/api/requested/uploads', headers: { [linkHeader]: token } }}
      onDone={() => setDone(true)}
    >
      <TextAreaField
        name="note"
        label="Remark"
        optionalMark="optional"
        maxLength={4_000}
        rows={3}
        hint={`What ${askerName} should know about the files.`}
      />
    </FileForm>
  );
}
