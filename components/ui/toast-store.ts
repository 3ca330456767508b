export type Toast = {
  id: number;
  message: string;
  tone: 'ok' | 'late';
  action?: { text: string; keyCap?: string; run: () => void };
};

let current: Toast | null = null;
let lastId = 0;
const listeners = new Set<() => void>();

/** Shows one short message at the foot of the page; a newer one replaces it. */
export function showToast(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): void {
  lastId += 1;
  current = { tone: 'ok', ...toast, id: lastId };
  for (const listener of listeners) listener();
}

/** Removes the message (only the given one, when an id is named). */
export function hideToast(id?: number): void {
  if (id !== undefined && current?.id !== id) return;
  current = null;
  for (const listener of listeners) listener();
}

export function subscribeToToast(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToast(): Toast | null {
  return current;
}
