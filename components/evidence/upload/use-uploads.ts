'use client';

import { useRef, useState } from 'react';
import { refusalOf, sendFiles, type UploadOutcome } from './send-files';

export type Upload = {
  key: number;
  file: File;
  /** Between 0 and 1 while it is on its way. */
  share: number;
  /** It is there and is being made evidence: it cannot be cancelled any more. */
  hasArrived: boolean;
  /** Why it is not there; then it can be tried again or taken off the list. */
  problem: string | null;
};

type Fields = Readonly<Record<string, string>>;

export type UploadOptions = {
  /** What is said of a file; asked anew when it is tried again. */
  fields: () => Fields;
  maxBytes: number;
  /** `held` says what keeps it closed, where something does. */
  onAdded: (evidenceId: string, file: File, held: string | null) => void;
};

/** Files on their way, one after the other, each as an item of its own. What failed stays listed until it is dismissed. */
export function useUploads({ fields, maxBytes, onAdded }: UploadOptions) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const lastKey = useRef(0);
  const queue = useRef(Promise.resolve());
  const cancels = useRef(new Map<number, () => boolean>());

  function patch(key: number, change: Partial<Upload>) {
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }

  function dismiss(key: number) {
    if (cancels.current.get(key)?.() === false) return;
    cancels.current.delete(key);
    setUploads((all) => all.filter((one) => one.key !== key));
  }

  async function send(key: number, file: File): Promise<void> {
    const said = fields();
    let cancelled = false;
    cancels.current.set(key, () => {
      cancelled = true;
      return true;
    });
    const turn = queue.current.then(async () => {
      if (cancelled) return;
      const { done, cancel } = sendFiles('/api/evidence', [file], said, {
        onProgress: (share) => patch(key, { share }),
        onArrived: () => patch(key, { hasArrived: true }),
      });
      cancels.current.set(key, () => {
        cancelled = cancel();
        return cancelled;
      });
      const outcome = await done;
      if (cancelled) return;
      cancels.current.delete(key);
      if (outcome.ok) {
        dismiss(key);
        onAdded(outcome.evidenceId, file, outcome.held);
      } else patch(key, { hasArrived: false, problem: wordsOf(outcome) });
    });
    queue.current = turn;
    return turn;
  }

  function add(files: readonly File[]) {
    for (const file of files) {
      lastKey.current += 1;
      const key = lastKey.current;
      const problem = refusalOf(file, maxBytes);
      setUploads((all) => [...all, { key, file, share: 0, hasArrived: false, problem }]);
      if (!problem) void send(key, file);
    }
  }

  function retry(upload: Upload) {
    patch(upload.key, { share: 0, problem: null });
    void send(upload.key, upload.file);
  }

  return { uploads, add, retry, dismiss, busy: uploads.some((one) => one.problem === null) };
}

/** What is wrong with the details is said where nobody sees their form. */
function wordsOf({ message, fieldErrors }: Extract<UploadOutcome, { ok: false }>): string {
  const { file: _, ...details } = fieldErrors;
  return Object.values(details).flat()[0] ?? message;
}
