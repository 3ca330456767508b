import type { Route } from 'next';
import { toDay } from '@/lib/platform/clock';
import type { RecordedAnswer, RecordedConclusion } from '@/lib/questionnaire/model/conclusion';
import { runAddress } from '@/lib/questionnaire/schema';

type Decided = {
  legalEntityId: string;
  answers: readonly RecordedAnswer[];
  conclusion: Pick<RecordedConclusion, 'covers'>;
  decidedAt: Date;
};

/**
 * The questions that find the questionnaire with last year's answers in them: what people said is said again, what the
 * register knows is asked of it anew, so only what changed since comes up. SAID tells the screen of which day the answers are. `inUse`: integrations that are not archived.
 */
export function nextYearHref(
  { legalEntityId, answers, conclusion, decidedAt }: Decided,
  inUse: ReadonlySet<string>,
): Route {
  const integrationIds = conclusion.covers
    .filter(({ integrationId, isAdded }) => !isAdded && inUse.has(integrationId))
    .map(({ integrationId }) => integrationId);
  const said = answers.filter(({ source }) => source === 'PERSON');
  const run = {
    legalEntityId,
    integrationIds,
    answers: Object.fromEntries(said.map(({ questionId, values }) => [questionId, values])),
  };
  return `/assessments/new?${runAddress(run)}&SAID=${toDay(decidedAt)}` as Route;
}
