import { type ImportOutcome, type ImportPreview, maxUploadBytes } from '@/lib/exchange/model';
import type { ActionFailure, ActionResult } from '@/lib/platform/result';

const address = (assessmentId: string) => `/api/assessments/${assessmentId}/checklist-import`;

/** What a file would change; nothing is changed by asking. */
export async function sendFile(
  assessmentId: string,
  form: FormData,
): Promise<ActionResult<{ preview: ImportPreview }>> {
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) return fileFailure('Choose a file.');
  if (file.size > maxUploadBytes)
    return fileFailure('This file is larger than 5 MB. A checklist is far smaller: take it offline again.');
  const answer = await send<ImportPreview>(assessmentId, { method: 'POST', body: form });
  return answer.ok ? { ok: true, preview: answer.body } : answer;
}

/** Carries out what a preview has shown. */
export async function sendConfirmation(
  assessmentId: string,
  sealed: string,
  chosen: readonly string[],
): Promise<ActionResult<{ outcome: ImportOutcome }>> {
  const answer = await send<ImportOutcome>(assessmentId, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sealed, chosen }),
  });
  return answer.ok ? { ok: true, outcome: answer.body } : answer;
}

async function send<T>(assessmentId: string, init: RequestInit): Promise<ActionResult<{ body: T }>> {
  try {
    const response = await fetch(address(assessmentId), init);
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, body: body as T };
    return { ok: false, ...(body as Omit<ActionFailure, 'ok'>) };
  } catch {
    return {
      ok: false,
      code: 'UNAVAILABLE',
      message: 'Inplace did not answer, so it is not known whether it arrived. Choose the file again to see.',
    };
  }
}

function fileFailure(message: string): ActionFailure {
  return { ok: false, code: 'INVALID', message: 'The file was not read.', fieldErrors: { file: [message] } };
}
