import { type Finding, findingNames } from '@/lib/catalogue/model';
import { formatDay } from '@/lib/platform/format';
import type { AnswerForm, ChecklistItem } from '@/lib/response/model';
import { basisOf } from '@/lib/response/rules/basis';
import { needInWords } from '@/lib/response/rules/obligations';
import { isClaimed } from '@/lib/response/rules/progress';
import { reviewNames } from '@/lib/review/model';
import { whyNot } from '@/lib/review/rules';
import { maxTags } from '@/lib/tag/model';
import { isSameTags, tagsAfter } from '@/lib/tag/rules';
import { maxTests, resultNames, type TestFacts } from '@/lib/test-record/model';
import { methodWords } from '@/lib/test-record/rules';
import type { BulkPart, PartPlan } from '../model';

/** One chosen requirement as it stands; `item` is null for what is not asked or out of reach. */
export type Chosen = {
  requirementNumber: string;
  /** The sum of its rows' versions that the person saw. */
  basis: number;
  item: ChecklistItem | null;
  tags: readonly string[];
  /** Of the person who shall get it; undefined: they do not have it. */
  assignedBy: string | null | undefined;
  /** As many tests stand there as may. */
  isFull: boolean;
};

export type BulkWish = {
  finding: Finding | null;
  replace: boolean;
  assign: { name: string; dueOn: string | null } | null;
  addTags: readonly string[];
  removeTags: readonly string[];
  ready: boolean;
  /** Recorded for each. */
  test: Pick<TestFacts, 'methods' | 'performedByName' | 'performedOn' | 'result'> | null;
};

type Verdict = { from: string; to: string } | { why: string };

const full = `${maxTests} tests stand there already.`;
const notYours = 'It is not part of the questionnaire, or not yours.';
const changedMeanwhile = 'Its answer was changed meanwhile. Look at it again.';

/** What a joint change would do to each requirement, part by part, and what it leaves, with why. */
export function planBulk(chosen: readonly Chosen[], wish: BulkWish, form: AnswerForm): PartPlan[] {
  const plans: PartPlan[] = [];
  const add = (part: BulkPart, judge: (one: Chosen, item: ChecklistItem) => Verdict) => {
    const plan: PartPlan = { part, changes: [], left: [] };
    for (const one of chosen) {
      const verdict = one.item ? judge(one, one.item) : { why: notYours };
      const { requirementNumber } = one;
      if ('why' in verdict) plan.left.push({ requirementNumber, ...verdict });
      else plan.changes.push({ requirementNumber, ...verdict });
    }
    plans.push(plan);
  };
  const { finding, assign, test } = wish;
  const tested = ({ isFull }: Chosen, item: ChecklistItem) => (test && !isFull ? withTest(item, test) : item);
  if (finding)
    add('ANSWER', (one, item) =>
      judgeAnswer(one, tested(one, item), { finding, replace: wish.replace, form }),
    );
  if (test) add('TEST', ({ isFull }) => (isFull ? { why: full } : { from: '', to: testWords(test) }));
  if (assign) add('ASSIGN', (one) => judgeAssignment(one, assign));
  if (wish.addTags.length > 0 || wish.removeTags.length > 0) add('TAG', (one) => judgeTags(one, wish));
  if (wish.ready) {
    const answered = new Set(
      plans.find(({ part }) => part === 'ANSWER')?.changes.map((one) => one.requirementNumber),
    );
    add('READY', (one, before) => {
      const item = tested(one, before);
      return judgeReady(one, answered.has(one.requirementNumber) ? answeredAs(item, finding) : item, form);
    });
  }
  return plans;
}

function judgeAnswer(
  { basis }: Chosen,
  item: ChecklistItem,
  { finding, replace, form }: { finding: Finding; replace: boolean; form: AnswerForm },
): Verdict {
  if (basisOf(item.rows) !== basis) return { why: changedMeanwhile };
  if (item.rows.every((row) => row.finding === finding))
    return { why: `It says ${findingNames[finding]} already.` };
  const others = item.rows.filter((row) => row.finding !== null && row.finding !== finding);
  const [other] = others;
  if (!replace && other?.finding) return { why: `It says ${findingNames[other.finding]}, which is kept.` };
  const after = { ...answeredAs(item, finding), isUnconfirmed: false };
  const owed = after.rows.map((row) => needInWords(row, form)).find((words) => words !== '');
  return {
    from: answerWords(item),
    to: [
      findingNames[finding],
      owed && `incomplete until it is written in each: ${owed.toLowerCase()}`,
      isClaimed(after) && 'only claimed until evidence and a test that was met are there',
    ]
      .filter(Boolean)
      .join(', '),
  };
}

function testWords({ methods, performedByName, performedOn, result }: NonNullable<BulkWish['test']>): string {
  return `${methodWords(methods)} on ${formatDay(performedOn)} by ${performedByName}: ${resultNames[result].toLowerCase()}`;
}

function answerWords({ rows }: ChecklistItem): string {
  const said = [...new Set(rows.map((row) => row.finding))];
  return said.map((finding) => (finding ? findingNames[finding] : 'Unanswered')).join(', ');
}

function judgeAssignment({ assignedBy }: Chosen, { name, dueOn }: NonNullable<BulkWish['assign']>): Verdict {
  if (assignedBy === dueOn) return { why: `${name} has it already${dueOn ? ', by this day' : ''}.` };
  const from = assignedBy === undefined ? '' : byDay(name, assignedBy);
  return { from, to: byDay(name, dueOn) };
}

function byDay(name: string, day: string | null): string {
  return day ? `${name} by ${formatDay(day)}` : name;
}

function judgeTags({ tags }: Chosen, { addTags, removeTags }: BulkWish): Verdict {
  const after = tagsAfter(tags, { add: addTags, remove: removeTags });
  if (!after) return { why: `It would have more than ${maxTags} tags.` };
  if (isSameTags(tags, after)) return { why: 'Its tags are so already.' };
  return { from: tags.join(', '), to: after.join(', ') };
}

function judgeReady({ basis, item: before }: Chosen, item: ChecklistItem, form: AnswerForm): Verdict {
  if (before && basisOf(before.rows) !== basis) return { why: changedMeanwhile };
  // Who answered decides about an approval only; whoever answers says that it is ready.
  const why = whyNot(
    'READY',
    { ...item, state: item.review, answeredByIds: [] },
    { form, userId: '', reviewerIds: null },
  );
  if (why) return { why };
  return { from: before?.review ? reviewNames[before.review] : '', to: reviewNames.READY };
}

/** The requirement once it is tested: one that was met stands for those before it that were not. */
function withTest(item: ChecklistItem, test: NonNullable<BulkWish['test']>): ChecklistItem {
  const { unmetOn, ...rest } = item;
  const isMet = test.result === 'MET';
  const failedOn = isMet && unmetOn && unmetOn <= test.performedOn ? undefined : unmetOn;
  const newest = isMet ? failedOn : [failedOn ?? '', test.performedOn].sort().at(-1);
  return { ...rest, tests: item.tests + 1, ...(newest && { unmetOn: newest }) };
}

/** The requirement once it is answered: another answer takes an approval back, its texts stay. */
function answeredAs(item: ChecklistItem, finding: Finding | null): ChecklistItem {
  return {
    ...item,
    rows: item.rows.map((row) => ({ ...row, finding })),
    review: item.review === 'APPROVED' ? 'CHANGED' : item.review,
  };
}
