import type { TestMethod } from '@/lib/test-record/model';

/** What stands in the form of a test, as its fields hold it. */
export type TestDraft = {
  /** The test that is being corrected, and the version that it had; null: a new one. */
  testId: string | null;
  version: number;
  methods: readonly TestMethod[];
  fields: Readonly<Record<string, string>>;
};

/**
 * Tests that are half written, by the address of their requirement's tests and the test. They live as long as the page
 * does, so that a look at the next requirement loses nothing.
 */
const drafts = new Map<string, TestDraft>();

const keyOf = (address: string, testId: string | null) => `${address} ${testId ?? ''}`;

/** Any that was left half written here. */
export function draftAt(address: string): TestDraft | null {
  for (const [key, draft] of drafts) if (key.startsWith(`${address} `)) return draft;
  return null;
}

export function draftOf(address: string, testId: string | null): TestDraft | null {
  return drafts.get(keyOf(address, testId)) ?? null;
}

export function keepDraft(address: string, draft: TestDraft): void {
  drafts.set(keyOf(address, draft.testId), draft);
}

export function clearDraft(address: string, testId: string | null): void {
  drafts.delete(keyOf(address, testId));
}

/** A draft as the server takes it. */
export function inputOf({
  methods,
  fields,
}: TestDraft): { methods: readonly TestMethod[] } & Record<string, unknown> {
  const { row, performedById, ...texts } = fields;
  return {
    ...texts,
    methods,
    row: row ? Number(row) : null,
    performedById: performedById || null,
  };
}

/** A new test that the person did today. */
export function emptyDraft(person: { userId: string }, today: string): TestDraft {
  return {
    testId: null,
    version: 0,
    methods: [],
    fields: { performedById: person.userId, performedOn: today },
  };
}
