import 'server-only';
import { unsafeReadAcceptedRisks } from '@/lib/accepted-risk/queries';
import type { Grant } from '@/lib/access/grant';
import { findDecisionInForce } from '@/lib/assessment/operations';
import {
  findRequirement,
  getCatalogue,
  getGuidance,
  getQuestionnaire,
  listQuestionnaireRequirements,
} from '@/lib/catalogue/queries';
import { compareRequirementNumbers, principalOf } from '@/lib/catalogue/rules';
import type { Channel, IntegrationMethod } from '@/lib/integration/model';
import { methodFacts } from '@/lib/integration/model';
import { dayIn, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import { unsafeReadReviews } from '@/lib/review/queries/reviews';
import { isReviewed } from '@/lib/review/rules';
import { readAnalysisFacts } from '@/lib/risk-analysis/operations';
import { unsafeUnconfirmed } from '@/lib/shared-answer/queries';
import { type AttestationDraft, attestationDraft } from '../model/form';
import type { SnapshotAcceptedRisk, SnapshotTest } from '../model/snapshot';
import type { AttestationSources } from '../model/sources';
import { readDecision } from './decision';
import { readEntityIntegrations } from './entity-integrations';
import { readLast, readPrevious } from './last';
import { openAnswer, readAnswers, readEvidence, readTests } from './records';
import { readResponsibilities } from './responsibilities';

export type Loaded = {
  sources: AttestationSources;
  draft: AttestationDraft;
  assessment: {
    status: string;
    archivedAt: Date | null;
    dueOn: string | null;
    revisionOfId: string | null;
    legalEntityId: string;
    integrationIds: string[];
  };
  attestation: AttestationRow | null;
};

const attestationFields = {
  id: true,
  form: true,
  version: true,
  status: true,
  outcome: true,
  signerName: true,
  signerTitle: true,
  signMethod: true,
  signedAt: true,
  snapshotText: true,
  snapshotSha256: true,
  signedDocumentId: true,
  updatedAt: true,
  updatedByName: true,
} as const;

type AttestationRow = NonNullable<Awaited<ReturnType<typeof readAttestationRow>>>;

function readAttestationRow(tx: Transaction, organizationId: string, assessmentId: string) {
  return tx.attestation.findUnique({
    where: { organizationId_assessmentId: { organizationId, assessmentId } },
    select: attestationFields,
  });
}

function readAssessmentRow(tx: Transaction, organizationId: string, id: string) {
  return tx.assessment.findUnique({
    where: { organizationId_id: { organizationId, id } },
    include: {
      organization: { select: { id: true, name: true, timeZone: true, country: true, asksPlan: true } },
      legalEntity: true,
      integrations: {
        orderBy: [{ integration: { name: 'asc' } }, { integrationId: 'asc' }],
        include: {
          integration: {
            include: {
              providers: {
                orderBy: [{ serviceProvider: { name: 'asc' } }, { serviceProviderId: 'asc' }],
                include: { serviceProvider: true },
              },
            },
          },
        },
      },
      merchantIds: {
        orderBy: [{ merchantId: { number: 'asc' } }, { merchantIdId: 'asc' }],
        include: { merchantId: { include: { acquirer: { select: { name: true } } } } },
      },
      acquirers: {
        orderBy: [{ acquirer: { name: 'asc' } }, { acquirerId: 'asc' }],
        include: { acquirer: { select: { id: true, name: true, wantsActionPlan: true } } },
      },
    },
  });
}

/**
 * Everything that the document of an assessment is drawn up from, in one order for ever (the hash depends on it). Reads
 * in the caller's transaction and does not check rights; throws NOT_FOUND for a foreign or unknown id.
 */
export async function unsafeLoad(tx: Transaction, grant: Grant, assessmentId: string): Promise<Loaded> {
  const { organizationId } = grant;
  const row = await readAssessmentRow(tx, organizationId, assessmentId);
  if (!row) throw notFound();
  const attestation = await readAttestationRow(tx, organizationId, assessmentId);
  const catalogue = getCatalogue(row.catalogueVersionId);
  const questionnaire = getQuestionnaire(row.catalogueVersionId, row.questionnaireId);
  const asked = listQuestionnaireRequirements(row.catalogueVersionId, row.questionnaireId);
  const version = await tx.catalogueVersion.findUnique({
    where: { id: row.catalogueVersionId },
    select: { contentHash: true },
  });
  const answers = await readAnswers(tx, organizationId, assessmentId, asked);
  const tests = await readTests(tx, organizationId, assessmentId);
  const accepted = await unsafeReadAcceptedRisks(tx, organizationId, assessmentId);
  const principals = [...new Set(asked.map(({ requirementNumber }) => principalOf(requirementNumber)))];
  const { decision: inForce, register } = await findDecisionInForce(tx, organizationId, row.decisionId);
  const decision = readDecision(inForce);
  const integrations = row.integrations.map(({ integration }) => integration);
  const { asksPlan, ...organization } = row.organization;
  const providers = distinctProviders(integrations);
  const today = dayIn(row.organization.timeZone);
  const sources: AttestationSources = {
    today,
    organization,
    asksPlan,
    standard: {
      name: catalogue.standard,
      version: catalogue.version,
      catalogueVersionId: row.catalogueVersionId,
      contentHash: version?.contentHash ?? '',
    },
    legalEntity: {
      ...row.legalEntity,
      entityType: row.legalEntity.entityType === 'SERVICE_PROVIDER' ? 'SERVICE_PROVIDER' : 'MERCHANT',
    },
    questionnaire: {
      questionnaireId: questionnaire.questionnaireId,
      name: questionnaire.name,
      title: questionnaire.title,
      revision: questionnaire.revision,
      responseOptions: [...questionnaire.responseOptions],
      eligibility: questionnaire.eligibility.map(({ criterionId, question }) => ({ criterionId, question })),
    },
    assessment: {
      id: row.id,
      name: row.name,
      revision: row.revision,
      periodFrom: toDay(row.periodFrom),
      periodTo: toDay(row.periodTo),
      channels: row.channels as Channel[],
      integrations: integrations.map((one) => ({
        id: one.id,
        name: one.name,
        method: one.method as IntegrationMethod,
        methodName: methodFacts[one.method as IntegrationMethod].label,
        channels: one.channels,
        sites: one.sites,
        endpoints: one.endpoints,
        storesAccountData: one.storesAccountData,
        ownerName: one.ownerName,
        dataFlow: one.dataFlow,
        providers: one.providers.map(({ serviceProvider: provider }) => ({
          name: provider.name,
          kind: provider.kind,
          services: provider.services,
          attestationOn: optionalDay(provider.attestationOn),
          attestationValidUntil: optionalDay(provider.attestationValidUntil),
        })),
      })),
      merchantIds: row.merchantIds.map(({ merchantId }) => ({
        number: merchantId.number,
        note: merchantId.note,
        acquirerName: merchantId.acquirer.name,
      })),
      acquirers: row.acquirers.map(({ acquirer }) => acquirer),
    },
    decision: decision.shown,
    register,
    entityIntegrations: await readEntityIntegrations(tx, organizationId, row.legalEntityId),
    requirements: asked.map((requirement) => ({
      requirementKey: requirement.requirementKey,
      requirementNumber: requirement.requirementNumber,
      principalNumber: principalOf(requirement.requirementNumber),
      title: requirement.title,
      summary: requirement.summary,
      question: getGuidance(row.catalogueVersionId, requirement.requirementNumber).question,
      supersededBy: requirement.supersededBy,
      answers: answers.get(requirement.requirementKey) ?? [openAnswer],
      ...testsOf(tests.get(requirement.requirementKey)),
      ...acceptedOf(accepted.get(requirement.requirementKey)),
    })),
    evidence: await readEvidence(tx, organizationId, assessmentId),
    unreviewed: await readUnreviewed(tx, organizationId, assessmentId, asked),
    unconfirmed: (await unsafeUnconfirmed(tx, organizationId, assessmentId)).sort(compareRequirementNumbers),
    riskAnalyses: await readAnalysisFacts(tx, { organizationId, assessmentId, today }),
    responsibilities: await readResponsibilities(tx, organizationId, providers, asked),
    principals: principals.toSorted(compareRequirementNumbers).map((number) => ({
      number,
      title: findRequirement(row.catalogueVersionId, number)?.title ?? '',
    })),
    providers,
    pickerCriteria: decision.criteria,
    last: await readLast(tx, organizationId, row),
    previous: await readPrevious(tx, organizationId, row.revisionOfId),
  };
  return {
    sources,
    draft: attestation ? attestationDraft.parse(attestation.form) : {},
    assessment: {
      status: row.status,
      archivedAt: row.archivedAt,
      dueOn: optionalDay(row.dueOn),
      revisionOfId: row.revisionOfId,
      legalEntityId: row.legalEntityId,
      integrationIds: integrations.map(({ id }) => id),
    },
    attestation,
  };
}

/** Requirements whose answers nobody has reviewed as they stand now, in the order of the questionnaire. */
async function readUnreviewed(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  asked: ReturnType<typeof listQuestionnaireRequirements>,
): Promise<string[]> {
  const rows = await unsafeReadReviews(tx, organizationId, assessmentId, null);
  const reviewed = new Set(
    rows.filter(({ state }) => isReviewed(state)).map(({ requirementKey }) => requirementKey),
  );
  return asked
    .filter(({ requirementKey }) => !reviewed.has(requirementKey))
    .map(({ requirementNumber }) => requirementNumber);
}

type IntegrationRow = NonNullable<
  Awaited<ReturnType<typeof readAssessmentRow>>
>['integrations'][number]['integration'];

function distinctProviders(integrations: readonly IntegrationRow[]): AttestationSources['providers'] {
  const found = new Map(
    integrations.flatMap(({ providers }) =>
      providers.map(({ serviceProvider }) => [serviceProvider.id, serviceProvider] as const),
    ),
  );
  return [...found.values()].map((provider) => ({
    id: provider.id,
    name: provider.name,
    services: provider.services,
    handlesAccountData: provider.handlesAccountData,
    managesInScope: provider.managesInScope,
    couldAffectSecurity: provider.couldAffectSecurity,
    attestationValidUntil: optionalDay(provider.attestationValidUntil),
  }));
}

function optionalDay(date: Date | null): string | null {
  return date ? toDay(date) : null;
}

/** No tests, no field: an empty list would change the hash of what was drawn up before there were any. */
function testsOf(tests: SnapshotTest[] | undefined): { tests?: SnapshotTest[] } {
  return tests ? { tests } : {};
}

function acceptedOf(accepted: SnapshotAcceptedRisk[] | undefined): {
  acceptedRisks?: SnapshotAcceptedRisk[];
} {
  return accepted ? { acceptedRisks: accepted } : {};
}
