/** What a test of a requirement says and how it travels. No zod here: client components import this file. */

/** The three testing words of the standard. */
export const testMethods = ['EXAMINED', 'OBSERVED', 'INTERVIEWED'] as const;
export type TestMethod = (typeof testMethods)[number];

export const methodNames: Record<TestMethod, string> = {
  EXAMINED: 'Examined',
  OBSERVED: 'Observed',
  INTERVIEWED: 'Interviewed',
};

export const testResults = ['MET', 'PARTLY', 'NOT_MET'] as const;
export type TestResult = (typeof testResults)[number];

export const resultNames: Record<TestResult, string> = {
  MET: 'Met',
  PARTLY: 'Partly met',
  NOT_MET: 'Not met',
};

/** A test may have been done so many months before the period begins; what is older says nothing about the period. */
export const monthsBeforePeriod = 12;

/** Longest text of a test, of a sample, and of a name or a population. */
export const maxTestText = 5000;
export const maxSample = 1000;
export const maxTestLine = 200;

/** So many tests of one requirement at most. */
export const maxTests = 100;

export type TestFacts = {
  /** An answer row of the requirement; null: the whole requirement. */
  row: number | null;
  methods: readonly TestMethod[];
  examined: string;
  asked: string;
  askedOf: string;
  performedById: string | null;
  performedByName: string;
  performedOn: string;
  population: string;
  sample: string;
  result: TestResult;
  note: string;
};

export const testFields = [
  'row',
  'methods',
  'examined',
  'asked',
  'askedOf',
  'performedByName',
  'performedOn',
  'population',
  'sample',
  'result',
  'note',
] as const satisfies readonly (keyof TestFacts)[];

export type TestView = TestFacts & {
  testId: string;
  version: number;
  recordedByName: string;
  recordedAt: string;
  /** Whether the person who looks may change or withdraw it. */
  mayChange: boolean;
};

/** The tests of one requirement, oldest first, and between which days another one may lie. */
export type TestsView = {
  tests: TestView[];
  /** With what beside the answers it was read, see SeenRequirement of lib/review. */
  grounds: string;
  /** Why nothing can be recorded here; null when the person may. */
  locked: string | null;
  earliestOn: string;
  today: string;
  /** Where the log tells what became of them; null for people who do not read it. */
  historyAt: string | null;
};

/** Who may be named as the one who tested. */
export type TesterView = { userId: string; name: string };
