import type { Finding } from '@/lib/catalogue/model';
import { addMonths } from '@/lib/catalogue/rules';
import { formatDay } from '@/lib/platform/format';
import { methodNames, monthsBeforePeriod, resultNames, type TestFacts } from './model';

/** The first day on which a test may have been done to say something about the period. */
export function earliestTestDay(periodFrom: string): string {
  return addMonths(periodFrom, -monthsBeforePeriod);
}

/** Why a test cannot have been done on that day; null when it can. */
export function whyNotOn(
  performedOn: string,
  { today, periodFrom }: { today: string; periodFrom: string },
): string | null {
  if (performedOn > today) {
    return `This day is still to come: today is ${formatDay(today)}. Record a test once it is done.`;
  }
  const earliest = earliestTestDay(periodFrom);
  if (performedOn >= earliest) return null;
  return `The period of this assessment begins on ${formatDay(periodFrom)}. A test counts from ${formatDay(earliest)} on, ${monthsBeforePeriod} months before. Test again, or check the year.`;
}

type Tested = Pick<TestFacts, 'row'>;

/** Tests that say something about one answer row: its own, and those of the whole requirement. */
export function testsOfRow<T extends Tested>(tests: readonly T[], row: number): T[] {
  return tests.filter((test) => test.row === null || test.row === row);
}

/** Answer rows that are said to be in place and of which no test says how that is known. */
export function untestedRows(findings: readonly (Finding | null)[], tests: readonly Tested[]): number[] {
  return findings.flatMap((finding, row) =>
    (finding === 'IN_PLACE' || finding === 'IN_PLACE_WITH_CCW') && testsOfRow(tests, row).length === 0
      ? [row]
      : [],
  );
}

/**
 * The day of the newest test that was not fully met and after which none was that says something about the same: its row, or
 * the whole requirement. Nothing where there is none. Tests in the order in which they were done; the SQL function unmet_tests()
 * decides the same.
 */
export function unmetOnOf(tests: readonly Pick<TestFacts, 'row' | 'result' | 'performedOn'>[]): {
  unmetOn?: string;
} {
  const last = tests.findLast(
    (test, at) =>
      test.result !== 'MET' &&
      !tests.slice(at + 1).some(({ result, row }) => result === 'MET' && (row === null || row === test.row)),
  );
  return last ? { unmetOn: last.performedOn } : {};
}

type Said = Omit<TestFacts, 'performedById' | 'row'>;

/** "Examined, interviewed" */
export function methodWords(methods: readonly (keyof typeof methodNames)[]): string {
  const words = methods.map((method) => methodNames[method]).join(', ');
  return words.charAt(0) + words.slice(1).toLowerCase();
}

/** What a test did, in a line or a few: what was looked at, and what was asked of whom. */
export function deedWords({
  examined,
  asked,
  askedOf,
}: Pick<Said, 'examined' | 'asked' | 'askedOf'>): string {
  return [examined.trim(), asked.trim() && `Asked ${askedOf.trim()}: ${asked.trim()}`]
    .filter(Boolean)
    .join('\n');
}

/** One test as a paragraph, for described results and the report. */
export function describeTest(test: Said): string {
  const { population, sample, note } = test;
  return [
    `${methodWords(test.methods)} on ${formatDay(test.performedOn)} by ${test.performedByName}.`,
    deedWords(test),
    [population && `Population: ${withStop(population)}`, sample && `Sample: ${withStop(sample)}`]
      .filter(Boolean)
      .join(' '),
    `Result: ${resultNames[test.result].toLowerCase()}.${note.trim() && ` ${withStop(note)}`}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** All tests of an answer row as text, below what stands there already. What stands there word for word is not repeated. */
export function describeResults(before: string, tests: readonly Said[]): string {
  const missing = tests.map(describeTest).filter((words) => !before.includes(words));
  return [before.trimEnd(), ...missing].filter(Boolean).join('\n\n');
}

function withStop(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
