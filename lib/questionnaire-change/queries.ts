import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { whyNotUsable } from '@/lib/assessment/operations';
import { whyNotChangeable } from '@/lib/assessment/policy';
import { questionnaireIdOf, statusOf } from '@/lib/assessment/rules';
import { attestationDraft } from '@/lib/attestation/model/form';
import type { Finding } from '@/lib/catalogue/model';
import { findRequirement, getQuestionnaire } from '@/lib/catalogue/queries';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { unsafeWithSetAside } from '@/lib/platform/set-aside';
import { questionnaireLabel } from '@/lib/questionnaire/model/conclusion';
import { recordedConclusion } from '@/lib/questionnaire/schema';
import { requirementKeyOf } from '@/lib/response/queries';
import { countAnsweredRows, deriveFinding } from '@/lib/response/rules/progress';
import type { ChangedRequirement, ChangePreview, DecisionChoice } from './model';
import { compareForms, compareQuestionnaires, renamed, whyNotRestOn } from './rules';

type Manage = Grant<'assessment:manage'>;

/** How many of the newest decisions are looked at: they are few, and what fits is near the top. */
const LOOKED_AT = 50;

async function readAssessment(tx: Transaction, organizationId: string, id: string) {
  const row = await tx.assessment.findFirst({
    where: { organizationId, id },
    include: { integrations: { select: { integrationId: true } } },
  });
  if (!row) throw notFound();
  const refusal = whyNotChangeable({ status: statusOf(row.status), isArchived: row.archivedAt !== null });
  if (refusal) throw new AppError('WRONG_STATE', refusal);
  return { ...row, integrationIds: row.integrations.map(({ integrationId }) => integrationId) };
}

/**
 * Decisions for the same integrations that an open assessment could rest on, the newest for each questionnaire. Throws
 * NOT_FOUND, and WRONG_STATE for one that is signed or archived.
 */
export function listDecisionChoices(grant: Manage, assessmentId: string): Promise<DecisionChoice[]> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const assessment = await readAssessment(tx, organizationId, assessmentId);
    const { legalEntityId, catalogueVersionId, integrationIds, questionnaireId } = assessment;
    const integrations = await tx.integration.findMany({
      where: { organizationId, id: { in: integrationIds } },
    });
    const decisions = await tx.questionnaireDecision.findMany({
      where: {
        organizationId,
        legalEntityId,
        catalogueVersionId,
        integrationIds: { hasEvery: integrationIds },
        questionnaireId: { notIn: [questionnaireId] },
      },
      include: { legalEntity: { select: { name: true, archivedAt: true } } },
      orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
      take: LOOKED_AT,
    });
    const choices = new Map<string, DecisionChoice>();
    for (const decision of decisions) {
      const usable = whyNotUsable(decision, integrations);
      if (usable.words !== null || choices.has(usable.questionnaireId)) continue;
      if (whyNotRestOn(assessment, { decisionId: decision.id, ...decision })) continue;
      choices.set(usable.questionnaireId, {
        decisionId: decision.id,
        questionnaireId: questionnaireIdOf(usable.questionnaireId),
        name: getQuestionnaire(catalogueVersionId, usable.questionnaireId).name,
        decidedAt: decision.decidedAt,
        decidedByName: recordedConclusion.parse(decision.conclusion).decidedByName,
      });
    }
    return [...choices.values()];
  });
}

/**
 * What would happen if an open assessment rested on another decision: nothing is written. Throws NOT_FOUND for what is out
 * of reach, and WRONG_STATE in words for a decision that does not fit.
 */
export function previewChange(
  grant: Manage,
  assessmentId: string,
  decisionId: string,
): Promise<ChangePreview> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const assessment = await readAssessment(tx, organizationId, assessmentId);
    const decision = await tx.questionnaireDecision.findFirst({
      where: { organizationId, id: decisionId },
      include: { legalEntity: { select: { name: true, archivedAt: true } } },
    });
    if (!decision) throw notFound();
    const integrations = await tx.integration.findMany({
      where: { organizationId, id: { in: decision.integrationIds } },
    });
    const usable = whyNotUsable(decision, integrations);
    if (usable.words !== null) throw new AppError('WRONG_STATE', usable.words);
    const refusal = whyNotRestOn(assessment, { decisionId, ...decision });
    if (refusal) throw new AppError('WRONG_STATE', refusal);
    const { catalogueVersionId } = assessment;
    const from = getQuestionnaire(catalogueVersionId, assessment.questionnaireId);
    const to = getQuestionnaire(catalogueVersionId, usable.questionnaireId);
    const { stay, added, fallAway } = compareQuestionnaires(from, to);
    const requirementOf = await readAnswers(tx, organizationId, assessmentId, catalogueVersionId);
    const asked = [...stay, ...added].map(requirementOf);
    const isOffered = ({ findings }: Answered) =>
      findings.every((finding) => finding === null || to.responseOptions.includes(finding));
    const attestation = await tx.attestation.findUnique({
      where: { organizationId_assessmentId: { organizationId, assessmentId } },
      select: { form: true },
    });
    const draft = attestationDraft.parse(attestation?.form ?? {});
    return {
      version: assessment.version,
      decisionId,
      newName: renamed(
        assessment.name,
        questionnaireLabel(from.questionnaireId),
        questionnaireLabel(to.questionnaireId),
      ),
      from: headOf(from),
      to: headOf(to),
      stay: {
        requirements: stay.length,
        answered: stay.map(requirementOf).filter((one) => one.answered > 0 && isOffered(one)).length,
      },
      added: added.map(requirementOf).map(viewOf),
      fallAway: fallAway.map(requirementOf).map(viewOf),
      answerAgain: asked.filter((one) => !isOffered(one)).map(viewOf),
      form: compareForms(from, to, { draft, channels: decision.channels }),
    };
  });
}

/** Open assessments of the same company and integrations that follow another questionnaire than a decision. */
export async function listChangeable(
  grant: Grant<'assessment:read'>,
  decision: { legalEntityId: string; questionnaireId: string; integrationIds: readonly string[] },
): Promise<{ assessmentId: string; name: string; questionnaireName: string }[]> {
  const { legalEntityId, questionnaireId, integrationIds } = decision;
  const rows = await read(grant, (tx) =>
    tx.assessment.findMany({
      where: {
        organizationId: grant.organizationId,
        legalEntityId,
        questionnaireId: { not: questionnaireId },
        status: 'OPEN',
        archivedAt: null,
        integrations: { every: { integrationId: { in: [...integrationIds] } } },
      },
      include: { integrations: { select: { integrationId: true } } },
      orderBy: { createdAt: 'desc' },
    }),
  );
  return rows
    .filter(({ integrations }) => integrations.length === integrationIds.length)
    .map((row) => ({
      assessmentId: row.id,
      name: row.name,
      questionnaireName: getQuestionnaire(row.catalogueVersionId, row.questionnaireId).name,
    }));
}

type Answered = ChangedRequirement & { findings: readonly (Finding | null)[] };

/** Every answer of the assessment, also of what was set aside before; asked by number. */
async function readAnswers(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  catalogueVersionId: string,
): Promise<(requirementNumber: string) => Answered> {
  const rows = await unsafeWithSetAside(tx, () =>
    tx.response.findMany({
      where: { organizationId, assessmentId },
      orderBy: { row: 'asc' },
      select: { requirementKey: true, finding: true },
    }),
  );
  return (requirementNumber) => {
    const key = requirementKeyOf(requirementNumber);
    const own = rows
      .filter(({ requirementKey }) => requirementKey === key)
      .map((row) => ({ finding: row.finding as Finding | null }));
    return {
      requirementNumber,
      title: findRequirement(catalogueVersionId, requirementNumber)?.title ?? '',
      finding: deriveFinding(own),
      answered: countAnsweredRows(own),
      rows: own.length,
      findings: own.map(({ finding }) => finding),
    };
  };
}

function viewOf({ findings: _, ...view }: Answered): ChangedRequirement {
  return view;
}

function headOf({ questionnaireId, name, requirementNumbers }: ReturnType<typeof getQuestionnaire>) {
  return { questionnaireId, name, requirements: requirementNumbers.length };
}
