import 'server-only';
import type { Grant } from '@/lib/access/grant';
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
import { type AttestationDraft, attestationDraft } from '../model/form';
import type { AttestationSources } from '../model/sources';
import { readDecision } from './decision';
import { openAnswer, readAnswers, readEvidence } from './records';

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
      organization: { select: { id: true, name: true, timeZone: true, country: true } },
      legalEntity: true,
      decision: { select: { answers: true, conclusion: true, overrideReason: true, decidedAt: true } },
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
  const principals = [...new Set(asked.map(({ requirementNumber }) => principalOf(requirementNumber)))];
  const decision = readDecision(row.decision);
  const integrations = row.integrations.map(({ integration }) => integration);
  const sources: AttestationSources = {
    today: dayIn(row.organization.timeZone),
    organization: row.organization,
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
    requirements: asked.map((requirement) => ({
      requirementKey: requirement.requirementKey,
      requirementNumber: requirement.requirementNumber,
      principalNumber: principalOf(requirement.requirementNumber),
      title: requirement.title,
      summary: requirement.summary,
      question: getGuidance(row.catalogueVersionId, requirement.requirementNumber).question,
      supersededBy: requirement.supersededBy,
      answers: answers.get(requirement.requirementKey) ?? [openAnswer],
    })),
    evidence: await readEvidence(tx, organizationId, assessmentId),
    principals: principals.toSorted(compareRequirementNumbers).map((number) => ({
      number,
      title: findRequirement(row.catalogueVersionId, number)?.title ?? '',
    })),
    providers: distinctProviders(integrations),
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

type Own = NonNullable<Awaited<ReturnType<typeof readAssessmentRow>>>;

/** How far back an attestation of the same payments is looked for. */
const LOOKED_AT = 30;

/**
 * The attestation that this one corrects; else the latest signed one of the same legal entity that covers the same
 * payments: the same questionnaire with a shared integration (or, without any, the same channels), then any with a shared
 * integration; else the latest.
 */
async function readLast(
  tx: Transaction,
  organizationId: string,
  own: Own,
): Promise<AttestationSources['last']> {
  const { revisionOfId, questionnaireId, channels } = own;
  const found = await tx.attestation.findMany({
    where: {
      organizationId,
      status: 'SIGNED',
      assessment: revisionOfId
        ? { organizationId, id: revisionOfId }
        : { organizationId, legalEntityId: own.legalEntityId, id: { not: own.id } },
    },
    orderBy: [{ signedAt: 'desc' }, { id: 'desc' }],
    take: LOOKED_AT,
    select: {
      form: true,
      assessment: {
        select: {
          name: true,
          questionnaireId: true,
          channels: true,
          integrations: { select: { integrationId: true } },
        },
      },
    },
  });
  const covered = new Set(own.integrations.map(({ integrationId }) => integrationId));
  const shares = ({ assessment }: (typeof found)[number]) =>
    covered.size === 0 && assessment.integrations.length === 0
      ? [...assessment.channels].sort().join() === [...channels].sort().join()
      : assessment.integrations.some(({ integrationId }) => covered.has(integrationId));
  const same =
    found.find((one) => one.assessment.questionnaireId === questionnaireId && shares(one)) ??
    found.find(shares);
  const last = (revisionOfId ? found[0] : same) ?? found[0];
  const form = last ? attestationDraft.safeParse(last.form) : null;
  if (!last || !form?.success) return null;
  const relation = revisionOfId ? 'CORRECTED' : same ? 'SAME' : 'OTHER';
  return { form: form.data, assessmentName: last.assessment.name, relation };
}

async function readPrevious(
  tx: Transaction,
  organizationId: string,
  revisionOfId: string | null,
): Promise<AttestationSources['previous']> {
  if (!revisionOfId) return null;
  const found = await tx.attestation.findUnique({
    where: {
      organizationId_assessmentId: { organizationId, assessmentId: revisionOfId },
      status: 'SIGNED',
    },
    select: { snapshotSha256: true, assessment: { select: { revision: true } } },
  });
  if (!found?.snapshotSha256) return null;
  return {
    assessmentId: revisionOfId,
    revision: found.assessment.revision,
    snapshotSha256: found.snapshotSha256,
  };
}

function optionalDay(date: Date | null): string | null {
  return date ? toDay(date) : null;
}
