import type { EvidenceHitView, PanelView } from '@/lib/evidence/model';

export type FieldErrors = Readonly<Record<string, readonly string[]>>;
export type Answer<T> = { ok: true; value: T } | { ok: false; message: string; fieldErrors: FieldErrors };

/** Address of the evidence of one requirement. */
export function panelAddress(assessmentId: string, requirementNumber: string): string {
  return `/api/assessments/${assessmentId}/requirements/${encodeURIComponent(requirementNumber)}/evidence`;
}

/** Reads or changes the panel; every answer is its new state. */
export function askPanel(
  address: string,
  method: 'GET' | 'POST' | 'DELETE',
  body?: object,
  signal?: AbortSignal,
): Promise<Answer<PanelView>> {
  return ask<PanelView>(address, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    ...(signal && { signal }),
  });
}

/** Items of the library that fit the words. */
export async function findItems(
  query: string,
  signal: AbortSignal,
): Promise<Answer<{ hits: EvidenceHitView[] }>> {
  return ask(`/api/evidence?query=${encodeURIComponent(query)}`, { signal });
}

async function ask<T>(address: string, init: RequestInit): Promise<Answer<T>> {
  const offline = {
    ok: false,
    message: 'The server cannot be reached. Check the network and try again.',
    fieldErrors: {},
  } as const;
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch {
    return offline;
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return { ok: true, value: body as T };
  const failure = (body ?? {}) as { message?: string; fieldErrors?: FieldErrors };
  return {
    ok: false,
    message:
      failure.message ?? `The server answered with an error (${response.status}). Try again in a moment.`,
    fieldErrors: failure.fieldErrors ?? {},
  };
}
