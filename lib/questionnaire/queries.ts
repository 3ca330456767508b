import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { isQuestionnaireId, type QuestionnaireId } from '@/lib/catalogue/model';
import { currentCatalogueVersionId, getCatalogue } from '@/lib/catalogue/queries';
import type { Channel, IntegrationMethod } from '@/lib/integration/model';
import { strictestOverrides, sumVolumes } from '@/lib/integration/rules/merchant-levels';
import { storedVolumes } from '@/lib/integration/schema';
import { dayIn, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { RecordedAnswer, RecordedConclusion } from './model/conclusion';
import {
  type EntityType,
  type PickerContext,
  questionnaireFacts,
  type RegisterIntegration,
} from './model/facts';
import { shortKeys } from './rules/keys';
import { levelNotes } from './rules/levels';
import { recordedAnswers, recordedConclusion } from './schema';

type StartEntity = {
  legalEntityId: string;
  name: string;
  entityType: EntityType;
  integrations: { integrationId: string; name: string; method: IntegrationMethod; channels: Channel[] }[];
};

/** Legal entities in use with their integrations: where a run of the picker starts. */
export function listPickerEntities(grant: Grant<'assessment:manage'>): Promise<StartEntity[]> {
  return read(grant, async (tx) => {
    const rows = await tx.legalEntity.findMany({
      where: { organizationId: grant.organizationId, archivedAt: null },
      orderBy: { name: 'asc' },
      select: {
        id: true,
        name: true,
        entityType: true,
        integrations: {
          where: { archivedAt: null },
          orderBy: { name: 'asc' },
          select: { id: true, name: true, method: true, channels: true },
        },
      },
    });
    return rows.map((row) => ({
      legalEntityId: row.id,
      name: row.name,
      entityType: row.entityType as EntityType,
      integrations: row.integrations.map((one) => ({
        integrationId: one.id,
        name: one.name,
        method: one.method as IntegrationMethod,
        channels: one.channels as Channel[],
      })),
    }));
  });
}

/** What the picker's rules need to know. Throws NOT_FOUND for an entity or integration that is not there to choose. */
export function getPickerContext(
  grant: Grant<'assessment:manage'>,
  legalEntityId: string,
  integrationIds: readonly string[],
): Promise<PickerContext> {
  return read(grant, (tx) => loadPickerContext(tx, grant, legalEntityId, integrationIds));
}

/** The same inside a transaction of the caller. */
export async function loadPickerContext(
  tx: Transaction,
  grant: Grant<'assessment:manage'>,
  legalEntityId: string,
  integrationIds: readonly string[],
): Promise<PickerContext> {
  const { organizationId } = grant;
  const today = dayIn(grant.timeZone);
  const entity = await tx.legalEntity.findFirst({
    where: { organizationId, id: legalEntityId, archivedAt: null },
    select: { name: true, entityType: true },
  });
  if (!entity) throw notFound();
  const rows = await tx.integration.findMany({
    where: { organizationId, legalEntityId, archivedAt: null },
    orderBy: { name: 'asc' },
    select: {
      id: true,
      name: true,
      method: true,
      channels: true,
      storesAccountData: true,
      yearlyTransactions: true,
      merchantLevels: true,
      providers: { select: { serviceProvider: { select: { name: true, attestationValidUntil: true } } } },
    },
  });
  const keys = shortKeys(rows.map((row) => row.id));
  const integrations = rows.map(
    (row): RegisterIntegration => ({
      integrationId: row.id,
      key: keys.get(row.id) ?? row.id,
      name: row.name,
      method: row.method as IntegrationMethod,
      channels: row.channels as Channel[],
      storesAccountData: row.storesAccountData,
      providers: row.providers.map(({ serviceProvider: { name, attestationValidUntil } }) => ({
        name,
        attestationValidUntil: attestationValidUntil ? toDay(attestationValidUntil) : null,
        hasEnded: attestationValidUntil !== null && toDay(attestationValidUntil) < today,
      })),
    }),
  );
  const isChosen = (one: RegisterIntegration) => integrationIds.includes(one.integrationId);
  const chosen = integrations.filter(isChosen);
  if (chosen.length !== integrationIds.length) throw notFound();
  const volumes = rows.map((row) => storedVolumes.parse(row));
  const entityType = entity.entityType as EntityType;
  return {
    entityName: entity.name,
    entityType,
    chosen,
    others: integrations.filter((one) => !isChosen(one)),
    questionnaires: getCatalogue(currentCatalogueVersionId).questionnaires.map(questionnaireFacts),
    levelNotes: levelNotes(
      entityType,
      sumVolumes(volumes.map((row) => row.yearlyTransactions)),
      strictestOverrides(volumes.map((row) => row.merchantLevels)),
    ),
  };
}

/** The legal entity of an integration, for a run that starts at an integration's page. */
export function getLegalEntityOfIntegration(
  grant: Grant<'assessment:manage'>,
  integrationId: string,
): Promise<string> {
  return read(grant, async (tx) => {
    const row = await tx.integration.findFirst({
      where: { organizationId: grant.organizationId, id: integrationId, archivedAt: null },
      select: { legalEntityId: true },
    });
    if (!row) throw notFound();
    return row.legalEntityId;
  });
}

export type DecisionView = {
  decisionId: string;
  legalEntityId: string;
  legalEntityName: string;
  questionnaireId: QuestionnaireId | null;
  decidedAt: Date;
  answers: RecordedAnswer[];
  conclusion: RecordedConclusion;
  assessments: { assessmentId: string; name: string }[];
  siblings: { decisionId: string; questionnaireId: QuestionnaireId | null; hasAssessment: boolean }[];
};

/** A recorded decision with everything that was asked and concluded. */
export function getDecision(grant: Grant<'assessment:read'>, decisionId: string): Promise<DecisionView> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const row = await tx.questionnaireDecision.findFirst({
      where: { organizationId, id: decisionId },
      include: {
        legalEntity: { select: { name: true } },
        assessments: {
          where: { archivedAt: null },
          orderBy: { createdAt: 'asc' },
          select: { id: true, name: true },
        },
      },
    });
    if (!row) throw notFound();
    const conclusion = recordedConclusion.parse(row.conclusion);
    const siblings = await tx.questionnaireDecision.findMany({
      where: { organizationId, id: { in: [...conclusion.siblingIds] } },
      select: { id: true, questionnaireId: true, assessments: { select: { id: true }, take: 1 } },
    });
    return {
      decisionId: row.id,
      legalEntityId: row.legalEntityId,
      legalEntityName: row.legalEntity.name,
      questionnaireId: questionnaireOf(row.questionnaireId),
      decidedAt: row.decidedAt,
      answers: recordedAnswers.parse(row.answers),
      conclusion,
      assessments: row.assessments.map(({ id, name }) => ({ assessmentId: id, name })),
      siblings: siblings.map((sibling) => ({
        decisionId: sibling.id,
        questionnaireId: questionnaireOf(sibling.questionnaireId),
        hasAssessment: sibling.assessments.length > 0,
      })),
    };
  });
}

function questionnaireOf(value: string | null): QuestionnaireId | null {
  return isQuestionnaireId(value) ? value : null;
}
