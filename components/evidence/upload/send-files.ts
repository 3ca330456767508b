import { ask, sending } from '@/components/ui/ask';
import { formatLimit } from '@/lib/platform/format';
import { forgetUpload } from './remembered';
import { arrived, cancelledWords, sendFile, type Way } from './send-file';

type FieldErrors = Readonly<Record<string, readonly string[]>>;
export type UploadOutcome =
  | { ok: true; evidenceId: string; held: string | null }
  | { ok: false; message: string; fieldErrors: FieldErrors };

export type UploadHearing = {
  /** Gets a share between 0 and 1. */
  onProgress: (share: number) => void;
  /** All of it has arrived and is being made evidence: from here on it cannot be cancelled. */
  onArrived: () => void;
};

/**
 * Sends files one after the other, then makes one item of them. What arrived stays when something after it fails: sent
 * again, it is not sent twice. `cancel` answers false when it comes too late; then nothing is taken away.
 */
export function sendFiles(
  address: string,
  files: readonly File[],
  fields: Readonly<Record<string, string>>,
  { onProgress, onArrived }: UploadHearing,
  way?: Way,
): { done: Promise<UploadOutcome>; cancel: () => boolean } {
  const stop = new AbortController();
  let hasArrived = false;
  const arrive = () => {
    hasArrived = true;
    onArrived();
  };
  return {
    done: sendAll(address, files, fields, { onProgress, onArrived: arrive }, stop.signal, way),
    cancel: () => {
      if (!hasArrived) stop.abort();
      return !hasArrived;
    },
  };
}

async function sendAll(
  address: string,
  files: readonly File[],
  fields: Readonly<Record<string, string>>,
  { onProgress, onArrived }: UploadHearing,
  signal: AbortSignal,
  way?: Way,
): Promise<UploadOutcome> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const through = Object.values(way?.headers ?? {}).join(' ');
  const purpose = `${address} ${fields.assessmentId ?? ''} ${fields.requirementNumber ?? ''}${through && ` ${through}`}`;
  const uploadIds: string[] = [];
  let before = 0;
  for (const file of files) {
    const sent = await sendFile(file, purpose, signal, (bytes) => onProgress((before + bytes) / total), way);
    if (!sent.ok) {
      const message = files.length > 1 ? `${file.name}: ${sent.message}` : sent.message;
      return { ok: false, message, fieldErrors: {} };
    }
    uploadIds.push(sent.uploadId);
    before += file.size;
  }
  if (signal.aborted) return { ok: false, message: cancelledWords, fieldErrors: {} };
  onArrived();
  const init = sending('POST', { ...fields, uploadIds });
  const answer = await ask<{ evidenceId: string; held: string | null }>(address, {
    ...init,
    headers: { ...init.headers, ...way?.headers },
  });
  if (answer.ok) {
    await Promise.all(files.map((file) => forgetUpload(file, purpose)));
    for (const file of files) arrived.delete(file);
    return { ok: true, ...answer.value };
  }
  // What was sent may be gone by now; then it is sent again.
  if (answer.code === 'NOT_FOUND') for (const file of files) arrived.delete(file);
  return { ...answer, message: answer.fieldErrors.file?.[0] ?? answer.message };
}

/** Why a file is not even sent; null when it may be tried. The server checks again. */
export function refusalOf(file: File, maxBytes: number): string | null {
  if (file.size === 0) return 'This file is empty. Choose one that has contents.';
  return file.size <= maxBytes ? null : `This file is larger than ${formatLimit(maxBytes)}.`;
}
