import 'server-only';
import { v7 as uuid } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import { currentCatalogueVersionId } from '@/lib/catalogue/queries';
import { dayIn } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import type { PickerResult, RecordedOverride } from './model/conclusion';
import type { PickerContext } from './model/facts';
import { loadPickerContext } from './queries';
import { concludeWalk } from './rules/conclude';
import { whyNotOverride } from './rules/override';
import { coveringAll, recordedAnswersOf, recordedConclusionOf, roleOf } from './rules/record';
import { type Walk, walk } from './rules/walk';
import type { RecordDecisionInput, RecordOverrideInput } from './schema';

type Manage = Grant<'assessment:manage'>;
type Override = RecordedOverride & { integrationIds: string[] };
type Recorded = { decisions: { decisionId: string; questionnaireId: QuestionnaireId | null }[] };

/**
 * Keeps a finished run for ever: one decision per questionnaire that is needed, with every answer and reason. The rules
 * run again here; what the browser showed does not count. Throws INVALID while a question is open.
 */
export function recordDecision(grant: Manage, { run }: RecordDecisionInput): Promise<Recorded> {
  return commit(grant, async (tx) => {
    const { context, walked, results } = await finishedRun(tx, grant, run);
    return insertDecisions(tx, grant, run.legalEntityId, context, walked, results, null);
  });
}

/**
 * Keeps what the acquirer or a brand decided over one result: another questionnaire, or a smaller one for an integration
 * that is not segmented. The rules' own conclusion stays beside it.
 */
export function recordOverride(grant: Manage, input: RecordOverrideInput): Promise<Recorded> {
  return commit(grant, async (tx) => {
    const { run, resultId, ...decision } = input;
    const { context, walked, results } = await finishedRun(tx, grant, run);
    const all = coveringAll(results);
    const result = [...results, ...(all ? [all] : [])].find((one) => one.resultId === resultId);
    if (!result) throw new AppError('CONFLICT', 'The answers lead to another result now. Look at it again.');
    const refusal = whyNotOverride(result, roleOf(walked, context), decision, dayIn(grant.timeZone));
    if (refusal) throw new AppError('INVALID', undefined, { [refusal.field]: [refusal.words] });
    return insertDecisions(tx, grant, run.legalEntityId, context, walked, [result], decision);
  });
}

async function finishedRun(tx: Transaction, grant: Manage, run: RecordDecisionInput['run']) {
  const context = await loadPickerContext(tx, grant, run.legalEntityId, run.integrationIds);
  const walked = walk(context, run.answers);
  const results = concludeWalk(context, walked);
  if (!results) {
    throw new AppError('INVALID', 'Some questions are still open. Answer them before you record the result.');
  }
  if (results.length === 0) throw new AppError('INVALID', 'Choose at least one integration.');
  return { context, walked, results };
}

async function insertDecisions(
  tx: Transaction,
  grant: Manage,
  legalEntityId: string,
  context: PickerContext,
  walked: Walk,
  results: readonly PickerResult[],
  override: Override | null,
) {
  const { organizationId, actor } = grant;
  if (!actor.userId) throw new Error('a decision needs a person');
  const answers = recordedAnswersOf(walked) as unknown as Prisma.InputJsonValue;
  const identified = results.map((result) => ({ result, id: uuid() }));
  const decisions: Recorded['decisions'] = [];
  const events: DomainEvent[] = [];
  for (const { result, id } of identified) {
    const siblingIds = identified.filter((other) => other.id !== id).map((other) => other.id);
    const conclusion = recordedConclusionOf(context, result, override, actor.name, siblingIds);
    const questionnaireId = override ? override.questionnaireId : result.questionnaireId;
    await tx.questionnaireDecision.create({
      data: {
        organizationId,
        id,
        legalEntityId,
        catalogueVersionId: currentCatalogueVersionId,
        integrationIds: conclusion.covers.map((one) => one.integrationId),
        channels: [...new Set(conclusion.covers.flatMap((one) => one.channels))],
        answers,
        conclusion: conclusion as unknown as Prisma.InputJsonValue,
        questionnaireId,
        overrideReason: override ? overrideWords(override) : '',
        decidedById: actor.userId,
      },
    });
    decisions.push({ decisionId: id, questionnaireId });
    events.push({
      type: 'questionnaire.decided',
      subject: { type: 'questionnaire-decision', id },
      data: {
        legalEntity: context.entityName,
        integrations: conclusion.covers.map((one) => one.name),
        outcome: result.outcome,
        questionnaireId,
        byRules: result.questionnaireId,
        override: override ? overrideWords(override) : '',
        reasons: result.why.map((reason) => reason.statement),
      },
    });
  }
  return { result: { decisions }, events: eventList(events) };
}

/** Who, when, what: one line for the record and the attestation. */
function overrideWords({ decidedBy, decidedOn, what }: Override): string {
  return `${decidedBy}, ${decidedOn}: ${what}`;
}
