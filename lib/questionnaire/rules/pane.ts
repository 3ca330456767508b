import { type QuestionnaireId, questionnaireIds } from '@/lib/catalogue/model';
import type { Reason, SmallerOption } from '../model/conclusion';
import {
  candidateOrder,
  type MerchantQuestionnaireId,
  type PickerContext,
  type QuestionKind,
  questionId,
  type Unit,
} from '../model/facts';
import { wayOf } from './assess';
import { concludeWalk } from './conclude';
import { unitLabel } from './describe';
import { type QuestionRef, resolve, verdictsOf } from './resolve';
import { smallerOptions } from './smaller';
import { type Walk, walk } from './walk';

export type PaneCandidate = {
  questionnaireId: QuestionnaireId;
  state: 'LEADING' | 'OPEN' | 'OUT';
  requirementCount: number;
  /** Number of the answer that ruled it out. */
  step: number | null;
};

/** What stands beside a question: where the answers so far lead, and why. */
export type Pane = {
  /** Null while nothing is ruled out yet, or where no questionnaire is due. */
  leading: { questionnaireId: QuestionnaireId; requirementCount: number } | null;
  outcome: 'OPEN' | 'QUESTIONNAIRE' | 'REPORT_ON_COMPLIANCE' | 'NO_CARD_DATA';
  reasons: readonly Reason[];
  smaller: SmallerOption | null;
  candidates: readonly PaneCandidate[];
  /** Other ways of taking cards that are judged already. */
  judged: readonly { label: string; questionnaireId: QuestionnaireId | null }[];
  /** Questions that are still open on the way to the leading questionnaire. */
  openCount: number;
};

/** The pane beside a question, with the answers so far (and the one that is being considered) taken as given. */
export function paneOf(context: PickerContext, walked: Walk, about: QuestionRef | null): Pane {
  const unit = unitOf(context, walked, about);
  const steps = walked.steps.filter(({ question: { ref } }) => concerns(ref, unit));
  const reasons = steps.map((step) => ({
    step: step.number,
    questionId: step.question.id,
    statement: step.statement,
    effect: step.effect,
  }));
  const judged = judgedUnits(context, walked).filter((one) => one.unit.key !== unit?.key);
  const rest = { reasons, judged: judged.map(({ label, questionnaireId }) => ({ label, questionnaireId })) };
  const { state } = walked.assessed;
  if (state === 'REPORT_ON_COMPLIANCE' || state === 'SERVICE_PROVIDER') {
    const result = concludeWalk(context, walked)?.[0];
    const leads = result?.questionnaireId ?? null;
    return {
      ...rest,
      leading: leads && { questionnaireId: leads, requirementCount: countOf(context, leads) },
      outcome: result?.outcome ?? 'OPEN',
      smaller: null,
      candidates: (result?.alternatives ?? []).map((one) => ({
        questionnaireId: one.questionnaireId,
        state: one.state === 'CHOSEN' ? 'LEADING' : 'OUT',
        requirementCount: countOf(context, one.questionnaireId),
        step: one.step,
      })),
      openCount: 0,
    };
  }
  if (!unit) {
    return {
      ...rest,
      leading: null,
      outcome: 'OPEN',
      smaller: null,
      candidates: allOpen(context, walked),
      openCount: 0,
    };
  }
  if (wayOf(unit, walked.given) === 'NOT_CARDS') {
    return { ...rest, leading: null, outcome: 'NO_CARD_DATA', smaller: null, candidates: [], openCount: 0 };
  }
  return { ...rest, ...unitPane(context, walked, unit) };
}

function unitPane(context: PickerContext, walked: Walk, unit: Unit) {
  const candidates = candidateOrder.map((id) => {
    if (id === 'D-Merchant') return { id, failedAt: null, open: [] as QuestionKind[] };
    const verdicts = verdictsOf(context, id, unit, walked.given).map(({ verdict }) => verdict);
    const failures = verdicts.flatMap((verdict) =>
      verdict.state === 'FAILED' ? [stepNumber(walked, verdict.by[0])] : [],
    );
    const open = verdicts.flatMap((verdict) => (verdict.state === 'OPEN' ? verdict.asks : []));
    return { id, failedAt: failures.length > 0 ? Math.min(...failures) : null, open };
  });
  const leading = candidates.find((one) => one.failedAt === null) ?? candidates.at(-1);
  const leads: MerchantQuestionnaireId = leading?.id ?? 'D-Merchant';
  // Before it is known how cards are taken, "the smallest that is still possible" says nothing.
  const isKnown = wayOf(unit, walked.given) !== undefined;
  const state = (id: MerchantQuestionnaireId, failedAt: number | null) =>
    failedAt !== null ? 'OUT' : isKnown && id === leads ? 'LEADING' : 'OPEN';
  const byId = new Map(candidates.map((one) => [one.id, one]));
  return {
    leading: isKnown ? { questionnaireId: leads, requirementCount: countOf(context, leads) } : null,
    outcome: isKnown ? ('QUESTIONNAIRE' as const) : ('OPEN' as const),
    smaller: isKnown
      ? (smallerOptions(context, walked, { questionnaireId: leads, units: [unit] }, leads)[0] ?? null)
      : null,
    candidates: questionnaireIds.map((id): PaneCandidate => {
      const requirementCount = countOf(context, id);
      if (id === 'D-ServiceProvider') {
        return { questionnaireId: id, state: 'OUT', requirementCount, step: stepNumber(walked, 'role') };
      }
      const one = byId.get(id);
      return {
        questionnaireId: id,
        state: state(id, one?.failedAt ?? null),
        requirementCount,
        step: one?.failedAt ?? null,
      };
    }),
    openCount: new Set(leading?.open ?? []).size,
  };
}

/** The unit that the pane speaks of: that of the question, or the only one there is. */
function unitOf(context: PickerContext, walked: Walk, about: QuestionRef | null): Unit | null {
  if (about?.unit) {
    // An answer that splits an integration makes its channels the units.
    return wayOf(about.unit, walked.given) === 'DIFFERENT' ? null : about.unit;
  }
  const integration = about?.integration ?? (context.chosen.length === 1 ? context.chosen[0] : undefined);
  if (!integration) return null;
  const channels = walked.given.get(questionId('channels', integration.key)) as Unit['channels'] | undefined;
  if (!channels) return null;
  const unit = { key: integration.key, integration, channels };
  return wayOf(unit, walked.given) === 'DIFFERENT' ? null : unit;
}

function concerns(ref: QuestionRef, unit: Unit | null): boolean {
  if (!ref.unit && !ref.integration) return true;
  if (!unit) return false;
  return ref.unit ? ref.unit.key === unit.key : ref.integration?.key === unit.integration.key;
}

type JudgedLabel = { unit: Unit; label: string; questionnaireId: QuestionnaireId | null };

function judgedUnits(context: PickerContext, walked: Walk): JudgedLabel[] {
  const units = new Map<string, Unit>();
  for (const { question } of walked.steps) {
    const { unit } = question.ref;
    if (unit && wayOf(unit, walked.given) !== 'DIFFERENT') units.set(unit.key, unit);
  }
  return [...units.values()].flatMap((unit): JudgedLabel[] => {
    const way = wayOf(unit, walked.given);
    if (!way) return [];
    if (way === 'NOT_CARDS') return [{ unit, label: unitLabel(unit), questionnaireId: null }];
    const resolved = resolve(context, [unit], walked.given);
    if ('ask' in resolved) return [];
    return [{ unit, label: unitLabel(unit), questionnaireId: resolved.questionnaireId }];
  });
}

function allOpen(context: PickerContext, walked: Walk): PaneCandidate[] {
  const role = walked.given.get('role')?.[0];
  return questionnaireIds.map((questionnaireId) => {
    const isOther = (questionnaireId === 'D-ServiceProvider') !== (role === 'SERVICE_PROVIDER');
    return {
      questionnaireId,
      state: role !== undefined && isOther ? 'OUT' : 'OPEN',
      requirementCount: countOf(context, questionnaireId),
      step: role !== undefined && isOther ? stepNumber(walked, 'role') : null,
    };
  });
}

function countOf(context: PickerContext, questionnaireId: QuestionnaireId): number {
  return context.questionnaires.find((one) => one.questionnaireId === questionnaireId)?.requirementCount ?? 0;
}

function stepNumber(walked: Walk, id: string | undefined): number {
  return walked.steps.find((step) => step.question.id === id)?.number ?? 0;
}

/** The pane for an answer that is only being considered. */
export function considering(
  context: PickerContext,
  answers: Readonly<Record<string, readonly string[]>>,
  about: QuestionRef,
  values: readonly string[],
): Pane {
  const { [about.id]: _before, ...others } = answers;
  const tried = values.length > 0 ? { ...others, [about.id]: values } : others;
  return paneOf(context, walk(context, tried), about);
}
