import type { ResponseChanges } from '@/lib/response/model';
import type { Drafts } from './drafts';
import type { Send } from './send';
import type { RowKey } from './state';

/** What another tab of the same person has saved. */
export type Rumour = {
  key: RowKey;
  version: number;
  changes: ResponseChanges;
  savedAt: string;
  savedByName: string;
};

export type StoreOutside = {
  send: Send;
  drafts: Drafts;
  isOnline: () => boolean;
  now: () => number;
  newId: () => string;
  /** Does some work when the person has seen what they did: nothing they wait for waits for it. */
  soon: (work: () => void) => void;
  tell: (rumour: Rumour) => void;
};
