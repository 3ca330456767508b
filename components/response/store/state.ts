import type { OwnersView } from '@/lib/assignment/model';
import type { CarriedView } from '@/lib/carry-over/model';
import type { PresentView } from '@/lib/presence/model';
import type {
  AnswerForm,
  ChecklistGroup,
  ChecklistItem,
  ConflictView,
  HistoryEntry,
  RequirementEvent,
  ResponseChanges,
  ResponseField,
  ResponseFields,
  ResponseView,
  RowSummary,
} from '@/lib/response/model';
import type { OwnView, ReviewView } from '@/lib/review/model';
import type { SharedView } from '@/lib/shared-answer/model';
import type { Readings } from './readings';

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

/** One save of a row. The server does what it has done under an id only once. */
export type Save = { id: string; changes: ResponseChanges };

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
  /** Made into a save. It travels as it is, under the same id, until the server has answered it. */
  save: Save | null;
  /** Somebody else saved first: nothing is sent until the person has chosen. */
  conflict: ConflictView | null;
  /** The server's words about a value that it refuses; it waits for another edit. */
  errors: { [F in ResponseField]?: string };
};

/** What the screen of one requirement fetches. */
export type Details = {
  responses: readonly ResponseView[];
  history: readonly HistoryEntry[];
  /** What happened beside the answers. */
  events: readonly RequirementEvent[];
  review: ReviewView | null;
  /** What stands beside the answer, in one word: see SeenRequirement of lib/review. */
  grounds: string;
  own: OwnView;
  carried: CarriedView | null;
  shared: SharedView | null;
  /** How many take part in the assessment. */
  providers: number;
  owners: OwnersView;
  /** How many accepted risks stand beside its answers. */
  risks: number;
};

/** What was changed, and what is asked now. */
export type Changed = { words: string; asks: readonly string[] };

export type Lock = { words: string; kind: string };

/** How the work is kept, for the line in the top bar. Changes that are not kept end with the tab. */
export type SaveState =
  | { kind: 'IDLE' }
  | { kind: 'SAVING' }
  | { kind: 'SAVED'; at: string }
  | { kind: 'OFFLINE'; changes: number; isKept: boolean; retryAt: number }
  | { kind: 'RETRY'; changes: number; isKept: boolean; retryAt: number }
  | { kind: 'SIGNED_OUT' | 'ELSEWHERE'; changes: number; isKept: boolean }
  | { kind: 'KEPT'; changes: number; isKept: boolean }
  | { kind: 'CONFLICT'; requirementNumber: string }
  | { kind: 'REFUSED'; requirementNumber: string; words: string };

export type ChecklistState = {
  rows: Readonly<Record<RowKey, RowState>>;
  /** The list as this person sees it, local changes included. Keeps its identity while only texts change. */
  items: readonly ChecklistItem[];
  history: Readonly<Record<string, readonly HistoryEntry[] | 'FAILED'>>;
  events: Readonly<Record<string, readonly RequirementEvent[]>>;
  /** What the reviewer of a requirement said; null: nothing yet. Absent until it was fetched. */
  reviews: Readonly<Record<string, ReviewView | null>>;
  /** With what beside an answer each part of its page was read, which an approval names. */
  grounds: Readonly<Record<string, Readings>>;
  /** Whether this person wrote an answer of it, and what keeps an author from approving it. */
  own: Readonly<Record<string, OwnView>>;
  /** What was answered last year. */
  carried: Readonly<Record<string, CarriedView | null>>;
  /** Where an organization-wide answer comes from and is used. */
  shared: Readonly<Record<string, SharedView | null>>;
  providers: number;
  /** Who answers it, and by when. */
  owners: Readonly<Record<string, OwnersView>>;
  risks: Readonly<Record<string, number>>;
  /** Who else had a requirement open at the last look. */
  here: { number: string; people: readonly PresentView[] };
  save: SaveState;
  lock: Lock | null;
  /** The questionnaire is another one than this page shows. */
  changed: Changed | null;
};

/** What a page begins with, before anything else was fetched or happened. */
export function stateOf(known: Pick<ChecklistState, 'rows' | 'items' | 'lock'>): ChecklistState {
  return {
    ...known,
    history: {},
    events: {},
    reviews: {},
    grounds: {},
    own: {},
    carried: {},
    shared: {},
    providers: 0,
    owners: {},
    risks: {},
    here: { number: '', people: [] },
    save: { kind: 'IDLE' },
    changed: null,
  };
}

/** Everything that is known of the others. */
export function without<T>(known: Readonly<Record<string, T>>, number: string): Record<string, T> {
  const { [number]: _, ...rest } = known;
  return rest;
}

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
    save: null,
    conflict: null,
    errors: {},
  };
}
