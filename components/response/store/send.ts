import type { ConflictView, ResponseChanges, ResponseField, SavedView } from '@/lib/response/model';

/** How a save ended. Everything that is not an answer of the server is NO_ANSWER: the server may have saved it or not. */
export type SendResult =
  | ({ kind: 'SAVED' } & SavedView)
  | { kind: 'CONFLICT'; current: ConflictView }
  | { kind: 'INVALID'; errors: { [F in ResponseField]?: string }; words: string }
  | { kind: 'LOCKED'; words: string }
  | { kind: 'NOT_ASKED'; words: string }
  /** This browser works in another organization now. */
  | { kind: 'ELSEWHERE' }
  | { kind: 'SIGNED_OUT' }
  | { kind: 'BUSY' }
  | { kind: 'NO_ANSWER' };

export type Send = (
  requirementNumber: string,
  save: { id: string; row: number; version: number; changes: ResponseChanges },
) => Promise<SendResult>;

const PATIENCE_MS = 20_000;
/** Small saves may outlive the page (closing the tab); browsers limit the sum of what is on its way so. */
const OUTLIVES_PAGE_BYTES = 8_000;

/** PATCH of one answer row. Never throws. */
export function createSend(assessmentId: string, userId: string, organizationId: string): Send {
  return async (requirementNumber, save) => {
    const body = JSON.stringify(save);
    try {
      const response = await fetch(`/api/assessments/${assessmentId}/responses/${requirementNumber}`, {
        method: 'PATCH',
        // Another person may have signed in in this browser since: the server then refuses to answer in their name.
        headers: {
          'content-type': 'application/json',
          'x-inplace-person': userId,
          'x-inplace-page-of': `${userId}/${organizationId}`,
        },
        body,
        credentials: 'same-origin',
        keepalive: body.length < OUTLIVES_PAGE_BYTES,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return await resultOf(response);
    } catch {
      return { kind: 'NO_ANSWER' };
    }
  };
}

async function resultOf(response: Response): Promise<SendResult> {
  if (response.status === 401) return { kind: 'SIGNED_OUT' };
  if (response.status === 429 || response.status === 503) return { kind: 'BUSY' };
  if (response.status >= 500) return { kind: 'NO_ANSWER' };
  const body: unknown = await response.json();
  if (response.ok) return { kind: 'SAVED', ...(body as SavedView) };
  const refusal = body as {
    code: string;
    message?: string;
    current?: ConflictView;
    fieldErrors?: Record<string, string[]>;
  };
  if (refusal.code === 'CONFLICT' && refusal.current) return { kind: 'CONFLICT', current: refusal.current };
  const words = refusal.message ?? 'The server did not accept this.';
  if (refusal.code === 'INVALID' || refusal.code === 'TOO_LARGE') {
    const errors = Object.entries(refusal.fieldErrors ?? {}).map(([path, messages]) => [
      path.replace(/^changes\./, ''),
      messages.join(' '),
    ]);
    return { kind: 'INVALID', errors: Object.fromEntries(errors), words };
  }
  if (refusal.code === 'ELSEWHERE') return { kind: 'ELSEWHERE' };
  return { kind: refusal.code === 'NOT_FOUND' ? 'NOT_ASKED' : 'LOCKED', words };
}
