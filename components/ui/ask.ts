import { fetchBy } from './reading';

export type FieldErrors = Readonly<Record<string, readonly string[]>>;
export type Refusal = { ok: false; code: string; message: string; fieldErrors: FieldErrors };
export type Answer<T> = { ok: true; value: T } | Refusal;

/** Asks for JSON; whatever goes wrong comes back in words. Never throws. */
export async function ask<T>(address: string, init: RequestInit): Promise<Answer<T>> {
  const response = await fetchBy(init)(address, init).catch(() => null);
  if (!response) return unreached;
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return { ok: true, value: body as T };
  const message = `The server answered with an error (${response.status}). Try again in a moment.`;
  return { ...unreached, message, ...(body as Partial<Refusal> | null), ok: false };
}

export const unreached: Refusal = {
  ok: false,
  code: 'UNAVAILABLE',
  message: 'The server cannot be reached. Check the network and try again.',
  fieldErrors: {},
};

/** What a field lacks, or what is wrong altogether. */
export function wordsOf({ fieldErrors, message }: Refusal): string {
  return Object.values(fieldErrors)[0]?.join(' ') ?? message;
}

/** What an address takes as JSON, with what it is sent by. */
export function sending(method: 'POST' | 'PATCH' | 'DELETE', body: object): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
