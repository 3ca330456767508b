import type {
  AnswerForm,
  ChecklistGroup,
  ChecklistItem,
  ConflictView,
  HistoryEntry,
  ResponseChanges,
  ResponseField,
  ResponseFields,
  RowSummary,
} from '@/lib/response/model';

/** "6.4.3/2": one answer row. */
export type RowKey = string;

export function rowKeyOf(requirementNumber: string, row: number): RowKey {
  return `${requirementNumber}/${row}`;
}

export function requirementOf(key: RowKey): string {
  return key.slice(0, key.lastIndexOf('/'));
}

export function rowOf(key: RowKey): number {
  return Number(key.slice(key.lastIndexOf('/') + 1));
}

/** What is known of one answer row: the server's side, and what this person has changed since. */
export type RowState = {
  /** The server's last acknowledged version, and what it holds. Texts are null until they were fetched. */
  version: number;
  finding: ResponseFields['finding'];
  facts: number;
  fields: ResponseFields | null;
  updatedAt: string | null;
  updatedByName: string;
  /** Typed and not sent yet. */
  pending: ResponseChanges;
  /** On its way. One save per row at a time, so that they arrive in order. */
  inFlight: ResponseChanges | null;
  /** Sent, but the answer never came: the server may hold them already. */
  attempts: ResponseChanges[];
  /** Somebody else saved first: nothing is sent until the person has chosen. */
  conflict: ConflictView | null;
  /** The server's words about a value that it refuses; it waits for another edit. */
  errors: { [F in ResponseField]?: string };
};

export type Lock = { words: string; kind: string };

/** How the work is kept, for the line in the top bar. */
export type SaveState =
  | { kind: 'IDLE' }
  | { kind: 'SAVING' }
  | { kind: 'SAVED'; at: string }
  | { kind: 'OFFLINE'; changes: number; retryAt: number }
  | { kind: 'RETRY'; changes: number; retryAt: number }
  | { kind: 'SIGNED_OUT'; changes: number }
  | { kind: 'KEPT'; changes: number }
  | { kind: 'CONFLICT'; requirementNumber: string }
  | { kind: 'REFUSED'; requirementNumber: string; words: string };

export type ChecklistState = {
  rows: Readonly<Record<RowKey, RowState>>;
  /** The list as this person sees it, local changes included. Keeps its identity while only texts change. */
  items: readonly ChecklistItem[];
  history: Readonly<Record<string, readonly HistoryEntry[] | 'FAILED'>>;
  save: SaveState;
  lock: Lock | null;
};

/** Everything that does not change while the screen is open. */
export type ChecklistSetting = {
  assessmentId: string;
  person: { userId: string; name: string };
  timeZone: string;
  form: AnswerForm;
  groups: readonly ChecklistGroup[];
};

/** A row of which only the list's facts are known, with nothing typed. */
export function restingRow({ version, finding, facts }: RowSummary): RowState {
  return {
    version,
    finding,
    facts,
    fields: null,
    updatedAt: null,
    updatedByName: '',
    pending: {},
    inFlight: null,
    attempts: [],
    conflict: null,
    errors: {},
  };
}
