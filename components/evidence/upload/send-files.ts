type FieldErrors = Readonly<Record<string, readonly string[]>>;
export type UploadOutcome =
  | { ok: true; evidenceId: string }
  | { ok: false; message: string; fieldErrors: FieldErrors };

/**
 * Sends files with XMLHttpRequest: fetch cannot say how much of an upload is through. All files become one item.
 * `onProgress` gets a share between 0 and 1.
 */
export function sendFiles(
  address: string,
  files: readonly File[],
  fields: Readonly<Record<string, string>>,
  onProgress: (share: number) => void,
): { done: Promise<UploadOutcome>; cancel: () => void } {
  const request = new XMLHttpRequest();
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('file', file, file.name);
  const done = new Promise<UploadOutcome>((resolve) => {
    const fail = (message: string) => resolve({ ok: false, message, fieldErrors: {} });
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => resolve(outcomeOf(request)));
    request.addEventListener('error', () =>
      fail('The connection broke off, so nothing was kept. Check the network and try again.'),
    );
    request.addEventListener('abort', () => fail('Cancelled. Nothing was kept.'));
    request.open('POST', address);
    request.responseType = 'json';
    request.send(form);
  });
  return { done, cancel: () => request.abort() };
}

function outcomeOf(request: XMLHttpRequest): UploadOutcome {
  const body: unknown = request.response;
  if (request.status === 201 && isRecord(body) && typeof body.evidenceId === 'string') {
    return { ok: true, evidenceId: body.evidenceId };
  }
  if (isRecord(body) && typeof body.message === 'string') {
    const fieldErrors = isRecord(body.fieldErrors) ? (body.fieldErrors as FieldErrors) : {};
    return { ok: false, message: fieldErrors.file?.[0] ?? body.message, fieldErrors };
  }
  const message =
    request.status === 413
      ? 'Something between you and Inplace (a proxy) refuses files of this size. Tell your administrator.'
      : `The server answered with an error (${request.status}). Try again in a moment.`;
  return { ok: false, message, fieldErrors: {} };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Why a file is not even sent; null when it may be tried. The server checks again. */
export function refusalOf(file: File, maxBytes: number): string | null {
  if (file.size === 0) return 'This file is empty. Choose one that has contents.';
  if (file.size <= maxBytes) return null;
  return `This file is larger than ${Math.floor(maxBytes / (1024 * 1024))} MB.`;
}
