import { type Finding, findings } from '@/lib/catalogue/model';
import type { ResponseChanges } from '@/lib/response/model';

/** Table mode of a checklist. No zod here: client components import this file. */

/** Columns that can be sorted by. */
export const sortColumns = [
  'number',
  'title',
  'answer',
  'needs',
  'evidence',
  'owner',
  'due',
  'review',
  'tags',
  'last-year',
] as const;
export type SortColumn = (typeof sortColumns)[number];

/** Columns that can be chosen, in their order. Number and title always stand. */
export const columns = [
  'answers',
  'answer',
  'needs',
  'evidence',
  'owner',
  'due',
  'review',
  'tags',
  'last-year',
] as const;
export type Column = (typeof columns)[number];

export const columnNames: Record<Column | SortColumn, string> = {
  number: 'No.',
  title: 'Requirement',
  answers: 'Answers to choose',
  answer: 'Answer',
  needs: 'Still needed',
  evidence: 'Evidence',
  owner: 'Who answers',
  due: 'Answer by',
  review: 'Review',
  tags: 'Tags',
  'last-year': 'Last year',
};

export const defaultColumns: readonly Column[] = ['answers', 'needs', 'evidence', 'owner'];

export const answerValues = [...findings, 'UNANSWERED'] as const;
export type AnswerValue = Finding | 'UNANSWERED';
export const reviewValues = ['READY', 'APPROVED', 'RETURNED', 'CHANGED', 'NONE'] as const;
export type ReviewValue = (typeof reviewValues)[number];
export const dueValues = ['OVERDUE', 'WEEK', 'SET', 'NONE'] as const;
export type DueValue = (typeof dueValues)[number];
export const evidenceValues = ['MISSING', 'ATTACHED'] as const;
export type EvidenceValue = (typeof evidenceValues)[number];
export const lackValues = ['INCOMPLETE', 'CLAIMED'] as const;
export type LackValue = (typeof lackValues)[number];
export const changedValues = ['CHANGED', 'SAME'] as const;
export type ChangedValue = (typeof changedValues)[number];

/** Values of one filter are alternatives; filters join. ME and NOBODY beside ids of people. */
export type TableFilters = {
  answer: readonly AnswerValue[];
  owner: readonly string[];
  evidence: readonly EvidenceValue[];
  section: readonly string[];
  review: readonly ReviewValue[];
  due: readonly DueValue[];
  'last-year': readonly ChangedValue[];
  tag: readonly string[];
  lacks: readonly LackValue[];
};
export type FilterName = keyof TableFilters;

export const filterNames: Record<FilterName, string> = {
  answer: 'Answer',
  owner: 'Who answers',
  due: 'Answer by',
  evidence: 'Evidence',
  lacks: 'Still needed',
  review: 'Review',
  'last-year': 'Last year',
  section: 'Section',
  tag: 'Tag',
};

/** Everything of a table that its address says. */
export type TableState = {
  words: string;
  sort: { column: SortColumn; desc: boolean };
  columns: readonly Column[];
  filters: TableFilters;
};

export const noFilters: TableFilters = {
  answer: [],
  owner: [],
  evidence: [],
  section: [],
  review: [],
  due: [],
  'last-year': [],
  tag: [],
  lacks: [],
};

export const startState: TableState = {
  words: '',
  sort: { column: 'number', desc: false },
  columns: defaultColumns,
  filters: noFilters,
};

/** What the table knows of a requirement beside its checklist. Nothing of it is written where it is empty. */
export type RequirementFacts = {
  people?: { userId: string; dueOn: string | null }[];
  tags?: string[];
  /** What each row said last year; null: no answer. */
  last?: (Finding | null)[];
};

export type TableViewLine = {
  viewId: string;
  name: string;
  query: string;
  version: number;
  mayChange: boolean;
};

export type TableFacts = {
  byNumber: Record<string, RequirementFacts>;
  people: { userId: string; name: string }[];
  views: TableViewLine[];
  /** Tags that are in use in the organization. */
  knownTags: string[];
  today: string;
  mayRecord: boolean;
  /** Members who may be given something to answer; null for people who do not assign. */
  assignees: { userId: string; name: string; roleName: string }[] | null;
};

/** Views that everybody has, as the part of the address after "?". */
export const builtInViews: readonly { name: string; query: string }[] = [
  { name: 'All', query: '' },
  { name: 'To answer', query: 'answer=unanswered' },
  { name: 'Missing evidence', query: 'answer=in-place,in-place-with-ccw&evidence=missing' },
  { name: 'Returned', query: 'review=returned' },
  { name: 'Mine', query: 'owner=me' },
  { name: 'Changed since last year', query: 'last-year=changed' },
];

export const maxViewName = 60;
export const maxViewQuery = 2000;
/** So many views of one assessment at most. */
export const maxViews = 50;
/** And so many of one person, so that nobody uses up those of the others. */
export const maxOwnViews = 10;

export const bulkParts = ['ANSWER', 'TEST', 'ASSIGN', 'TAG', 'READY'] as const;
export type BulkPart = (typeof bulkParts)[number];

/** What one part of a joint change does to each requirement, and which it leaves, with why. */
export type PartPlan = {
  part: BulkPart;
  changes: { requirementNumber: string; from: string; to: string }[];
  left: { requirementNumber: string; why: string }[];
};

export type BulkOutcome = { changeId: string | null; plan: PartPlan[] };
export type UndoOutcome = { restored: string[]; left: { requirementNumber: string; why: string }[] };

type ReviewBefore = {
  state: string;
  basis: number;
  reason: string;
  byId: string;
  byName: string;
  at: string;
};

/** How long a joint change can be taken back, in hours: what was before is kept for no longer (tidy_up in the database). */
export const undoHours = 24;

/** Requirements as they were before a joint change, as the database keeps them. */
export type BulkBefore = {
  answers: {
    requirementNumber: string;
    row: number;
    finding: Finding | null;
    version: number;
    /** What else was written, as it was before. */
    fields?: ResponseChanges;
  }[];
  reviews: {
    requirementNumber: string;
    before: ReviewBefore | null;
    /** The sum of its rows' versions before. */
    basis: number;
    /** When this change said "ready"; null when it did not. */
    readyAt: string | null;
  }[];
  tags: { requirementNumber: string; tags: string[]; version: number }[];
  /** Recorded with it; what was kept before tests could be has none. */
  tests?: { requirementNumber: string; testId: string }[];
  assigned: {
    userId: string;
    dueOn: string | null;
    added: string[];
    moved: { requirementKey: string; dueOn: string | null }[];
    /** The assignments themselves: one that somebody gave since is another. */
    ids: string[];
  } | null;
};
