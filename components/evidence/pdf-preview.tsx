'use client';

import { useEffect, useRef, useState } from 'react';

type PdfPreviewProps = { address: string; fileName: string };
type Told = { ready?: true; pages?: number; problem?: string };

const problems: Record<string, string> = {
  ENCRYPTED: 'This PDF is protected by a password, so it cannot be shown here. Download it to open it.',
  BROKEN: 'This PDF cannot be shown here. Download it to open it.',
};

/**
 * The pages of a PDF. Browsers do not show one inside a sandbox, so a frame without an origin draws it: the file is got
 * here, with the person's session, and handed in.
 */
export function PdfPreview({ address, fileName }: PdfPreviewProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [words, setWords] = useState('Loading');
  useEffect(() => {
    const stop = new AbortController();
    async function send(target: Window) {
      const response = await fetch(address, { signal: stop.signal });
      if (!response.ok) throw new Error('refused');
      const bytes = await response.arrayBuffer();
      // It has no origin that could be named; it got here from our own server, and can send nothing on.
      target.postMessage(bytes, '*', [bytes]);
    }
    function hear({ source, data }: MessageEvent<Told>) {
      const target = frame.current?.contentWindow;
      if (!target || source !== target || typeof data !== 'object' || data === null) return;
      if (data.ready) {
        send(target).catch(() => {
          if (!stop.signal.aborted) setWords(problems.BROKEN ?? '');
        });
      } else if (typeof data.pages === 'number') {
        setWords(data.pages === 1 ? '1 page' : `${Math.floor(data.pages)} pages`);
      } else if (data.problem) {
        setWords(problems[data.problem === 'ENCRYPTED' ? 'ENCRYPTED' : 'BROKEN'] ?? '');
      }
    }
    addEventListener('message', hear);
    return () => {
      stop.abort();
      removeEventListener('message', hear);
    };
  }, [address]);
  return (
    <>
      <p role="status" className="mt-2 text-ink-3 text-small">
        {words}
      </p>
      <iframe
        ref={frame}
        src="/api/evidence/viewer"
        sandbox="allow-scripts"
        title={`Contents of ${fileName}`}
        className="mt-1 h-144 w-full rounded-panel border border-line bg-white"
      />
    </>
  );
}
