import { addMonths } from '@/lib/catalogue/rules';
import { formatDay } from '@/lib/platform/format';
import { type AcceptedRiskFacts, maxMonths } from './model';

/** The last day on which what was accepted on a day is looked at again. 29 February gives 28 February. */
export function latestReview(acceptedOn: string): string {
  return addMonths(acceptedOn, maxMonths);
}

/** Whether somebody has to look at it again: its day has passed. On the day itself it still holds. */
export function isOverdue({ reviewOn }: Pick<AcceptedRiskFacts, 'reviewOn'>, today: string): boolean {
  return reviewOn < today;
}

type Days = Pick<AcceptedRiskFacts, 'acceptedOn' | 'reviewOn'>;

/** Why these days do not fit, by field; empty when they do. */
export function dayProblems(
  { acceptedOn, reviewOn }: Days,
  today: string,
): Partial<Record<keyof Days, string>> {
  if (acceptedOn > today) {
    return { acceptedOn: `This day is still to come: today is ${formatDay(today)}.` };
  }
  if (reviewOn <= acceptedOn) return { reviewOn: 'Enter a day after the one on which it was accepted.' };
  const latest = latestReview(acceptedOn);
  if (reviewOn <= latest) return {};
  return { reviewOn: `Enter a day within twelve months, by ${formatDay(latest)} at the latest.` };
}

/** Whether there is an answer beside which a risk can be accepted: that row's, or for the whole requirement every row's. */
export function isAnswered(
  rows: readonly { row: number; finding: string | null }[],
  row: number | null,
): boolean {
  const concerned = row === null ? rows : rows.filter((one) => one.row === row);
  return concerned.length > 0 && concerned.every(({ finding }) => finding !== null);
}

type Said = Omit<AcceptedRiskFacts, 'row'>;

/** One accepted risk as a paragraph, for the report. */
export function describeAcceptedRisk(said: Said): string {
  return [
    said.risk,
    `Why: ${said.reason}`,
    `Accepted by ${said.acceptedByName}, ${said.acceptedByRole}, on ${formatDay(said.acceptedOn)}. To be looked at again by ${formatDay(said.reviewOn)}.`,
  ].join('\n');
}

type Words = Pick<AcceptedRiskFacts, 'row' | 'risk'>;

/** What was accepted last year and does not stand among this year's: each is decided by itself. */
export function stillToAccept<R extends Words>(lastYear: readonly R[], standing: readonly Words[]): R[] {
  const isSame = (one: Words, other: Words) => one.row === other.row && one.risk.trim() === other.risk.trim();
  return lastYear.filter((risk) => !standing.some((one) => isSame(one, risk)));
}
