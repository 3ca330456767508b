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
  tell: (rumour: Rumour) => void;
};
