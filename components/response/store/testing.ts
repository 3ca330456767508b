import { vi } from 'vitest';
import { type ChecklistItem, emptyResponse, type ResponseFields } from '@/lib/response/model';
import { type ChecklistStore, createChecklistStore, type Rumour } from './checklist-store';
import { createDrafts, type DraftStorage } from './drafts';
import type { SendResult } from './send';
import type { Lock } from './state';

const setting = {
  assessmentId: 'assessment',
  person: { userId: 'priya', name: 'Priya' },
  timeZone: 'Europe/Berlin',
  form: { options: ['IN_PLACE', 'NOT_APPLICABLE', 'NOT_IN_PLACE'] as const, describesResults: false },
  groups: [],
};

export function makeItem(requirementNumber: string, rows = 1): ChecklistItem {
  return {
    requirementNumber,
    title: requirementNumber,
    rowNames: [],
    evidence: 0,
    rows: Array.from({ length: rows }, () => ({ finding: null, version: 0, facts: 0 })),
  };
}

export class FakeStorage implements DraftStorage {
  readonly #values = new Map<string, string>();
  get length() {
    return this.#values.size;
  }
  key = (index: number) => [...this.#values.keys()][index] ?? null;
  getItem = (name: string) => this.#values.get(name) ?? null;
  setItem = (name: string, value: string) => void this.#values.set(name, value);
  removeItem = (name: string) => void this.#values.delete(name);
}

/** A server that keeps rows with versions, as record_response() does, and can misbehave. */
export class FakeServer {
  readonly rows = new Map<string, { version: number; fields: ResponseFields }>();
  readonly received: string[] = [];
  down: 'NO' | 'BEFORE' | 'AFTER' = 'NO';
  answerWith: SendResult | null = null;
  pausing: (() => void)[] | null = null;

  send = async (
    number: string,
    save: { row: number; version: number; changes: Partial<ResponseFields> },
  ): Promise<SendResult> => {
    const key = `${number}/${save.row}`;
    if (this.pausing) await new Promise<void>((go) => this.pausing?.push(go));
    if (this.down === 'BEFORE') return { kind: 'NO_ANSWER' };
    if (this.answerWith) return this.answerWith;
    const row = this.rows.get(key) ?? { version: 0, fields: emptyResponse };
    if (row.version !== save.version) {
      return {
        kind: 'CONFLICT',
        current: { ...row, updatedAt: '2026-11-24T13:02:00.000Z', updatedByName: 'Hanne' },
      };
    }
    this.received.push(`${key} ${JSON.stringify(save.changes)}`);
    const next = { version: row.version + 1, fields: { ...row.fields, ...save.changes } };
    this.rows.set(key, next);
    if (this.down === 'AFTER') return { kind: 'NO_ANSWER' };
    return {
      kind: 'SAVED',
      version: next.version,
      savedAt: '2026-11-24T13:02:11.000Z',
      savedByName: 'Priya',
    };
  };
}

/** A browser of one person: opens stores over one server and one storage, and hears what tabs tell each other. */
export class FakeBrowser {
  readonly server = new FakeServer();
  readonly storage = new FakeStorage();
  readonly rumours: Rumour[] = [];

  open(options: { lock?: Lock | null; userId?: string; items?: ChecklistItem[] } = {}): ChecklistStore {
    return createChecklistStore(
      {
        setting,
        items: options.items ?? [makeItem('6.3.3'), makeItem('6.4.3', 3)],
        responses: {},
        lock: options.lock ?? null,
      },
      {
        send: this.server.send,
        drafts: createDrafts(this.storage, options.userId ?? 'priya', setting.assessmentId),
        isOnline: () => this.server.down === 'NO',
        now: () => Date.now(),
        tell: (rumour) => this.rumours.push(rumour),
      },
    );
  }
}

/** Lets everything that is under way finish, without time passing. */
export function settle() {
  return vi.advanceTimersByTimeAsync(0);
}
