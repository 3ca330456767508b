import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { type ChecklistItem, emptyResponse, type ResponseFields } from '@/lib/response/model';
import { type ChecklistStore, createChecklistStore } from './checklist-store';
import { createDrafts, type Draft, type Left } from './drafts';
import type { Rumour } from './outside';
import type { SendResult } from './send';
import type { Lock } from './state';
import type { Vault } from './vault';

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
    tests: 0,
    review: null,
    rows: Array.from({ length: rows }, () => ({ finding: null, version: 0, facts: 0 })),
  };
}

/** The disk of a browser, shared by its tabs, and which of them are alive. It holds drafts as they are: vault.ts seals them. */
export class FakeDisk {
  readonly drafts = new Map<string, Draft>();
  readonly alive = new Set<string>();
  readonly waiting: { tabId: string; work: () => Promise<void> }[] = [];
  isFull = false;

  vault(owner: string, ownTab: string): Vault {
    const under = (tabId: string) => `${owner} ${tabId} `;
    const named = (start: string) => [...this.drafts].filter(([name]) => name.startsWith(start));
    return {
      write: async (entries) => {
        if (this.isFull) throw new Error('QuotaExceededError');
        for (const [key, draft] of structuredClone(entries)) {
          if (draft) this.drafts.set(under(ownTab) + key, draft);
          else this.drafts.delete(under(ownTab) + key);
        }
      },
      tabs: async () => {
        const tabs = named(`${owner} `).map(([name]) => name.split(' ')[1] ?? '');
        return [...new Set(tabs)].filter((tabId) => tabId !== ownTab);
      },
      list: async (tabId) =>
        named(under(tabId)).map(([name, draft]) => [name.slice(under(tabId).length), draft]),
      remove: async (tabId, key) => void this.drafts.delete(under(tabId) + key),
    };
  }

  whenGone = (tabId: string, work: () => Promise<void>) => {
    if (this.alive.has(tabId)) this.waiting.push({ tabId, work });
    else void work();
  };

  gone(tabId: string): void {
    this.alive.delete(tabId);
    for (const { work } of this.waiting.filter((each) => each.tabId === tabId)) void work();
  }
}

/** A server that keeps rows with versions, as record_response() does, and can misbehave. */
export class FakeServer {
  readonly rows = new Map<string, { version: number; fields: ResponseFields }>();
  readonly received: string[] = [];
  readonly #done = new Map<string, SendResult>();
  down: 'NO' | 'BEFORE' | 'AFTER' = 'NO';
  answerWith: SendResult | null = null;
  pausing: (() => void)[] | null = null;

  send = async (
    number: string,
    save: { id: string; row: number; version: number; changes: Partial<ResponseFields> },
  ): Promise<SendResult> => {
    const key = `${number}/${save.row}`;
    if (this.pausing) await new Promise<void>((go) => this.pausing?.push(go));
    if (this.down === 'BEFORE') return { kind: 'NO_ANSWER' };
    if (this.answerWith) return this.answerWith;
    const before = this.#done.get(save.id);
    if (before) return before;
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
    const saved: SendResult = {
      kind: 'SAVED',
      version: next.version,
      savedAt: '2026-11-24T13:02:11.000Z',
      savedByName: 'Priya',
    };
    this.#done.set(save.id, saved);
    return this.down === 'AFTER' ? { kind: 'NO_ANSWER' } : saved;
  };
}

/** A browser: opens pages over one server and one disk, and hears what tabs tell each other. */
export class FakeBrowser {
  readonly server = new FakeServer();
  readonly disk = new FakeDisk();
  readonly rumours: Rumour[] = [];
  readonly #pages = new Map<ChecklistStore, string>();

  /** The page is closed, or crashes: nothing of it runs on. */
  close(...stores: ChecklistStore[]): void {
    for (const store of stores) {
      store.stop();
      this.disk.gone(this.#pages.get(store) ?? '');
    }
  }

  open(
    options: {
      lock?: Lock | null;
      userId?: string;
      items?: ChecklistItem[];
      former?: Left;
      soon?: (work: () => void) => void;
    } = {},
  ): ChecklistStore {
    const tabId = `tab${this.#pages.size}`;
    const drafts = createDrafts({
      openVault: async () => this.disk.vault(options.userId ?? 'priya', tabId),
      whenGone: this.disk.whenGone,
      former: options.former ?? { list: async () => [], remove: async () => {} },
      changed: () => store.report(),
    });
    const store = createChecklistStore(
      {
        setting,
        items: options.items ?? [makeItem('6.3.3'), makeItem('6.4.3', 3)],
        responses: {},
        lock: options.lock ?? null,
      },
      {
        send: this.server.send,
        drafts,
        isOnline: () => this.server.down === 'NO',
        now: () => Date.now(),
        newId: randomUUID,
        soon: options.soon ?? ((work) => work()),
        tell: (rumour) => this.rumours.push(rumour),
      },
    );
    this.disk.alive.add(tabId);
    this.#pages.set(store, tabId);
    return store;
  }
}

/** Lets everything that is under way finish, without time passing. */
export function settle() {
  return vi.advanceTimersByTimeAsync(0);
}
