import 'server-only';
import { isOverdue } from '@/lib/accepted-risk/rules';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { Transaction } from '@/lib/platform/db';
import type { FormPart } from '../model/form';
import type { AttestationContent } from '../model/snapshot';
import type { AttestationHead, DraftView, PartView, SealedView } from '../model/view';
import { concerns, openParts } from '../rules/effective-form';
import { missingFields } from '../rules/missing-fields';
import { isComplete, partName, partsOf, partWords } from '../rules/parts';
import { gapsByPrincipal } from '../rules/plan';
import { basisOf } from './basis';
import { drawDocument, readSealed, type Sealed, verifySealed } from './draw';
import { whyNotBoth } from './separation';
import { type Loaded, unsafeLoad } from './sources';

/** Everything on the sign-off page: the draft with what stands in its way, or the sealed document. */
export async function getSignOff(
  grant: Grant<'attestation:read'>,
  assessmentId: string,
): Promise<{ draft: DraftView } | { sealed: SealedView }> {
  return read(grant, async (tx) => {
    const loaded = await unsafeLoad(tx, grant, assessmentId);
    const sealed = readSealed(loaded.attestation);
    return sealed
      ? { sealed: await sealedView(tx, grant, loaded, sealed) }
      : { draft: draftView(grant, loaded, await whyNotBoth(tx, grant, assessmentId, grant.actor.userId)) };
  });
}

/** Where to go on after a part was saved: the same one while it lacks something, else the next open one. */
export async function findNextPart(
  grant: Grant<'attestation:read'>,
  assessmentId: string,
  saved: FormPart,
): Promise<FormPart | null> {
  const page = await getSignOff(grant, assessmentId);
  if (!('draft' in page)) return null;
  const { parts } = page.draft;
  const at = parts.findIndex(({ part }) => part === saved);
  const ordered = [...parts.slice(Math.max(at, 0)), ...parts.slice(0, Math.max(at, 0))];
  const open = ordered.find((part) => part.isAsked && !isComplete(part));
  return open?.part ?? null;
}

function headOf({ sources, assessment }: Loaded): AttestationHead {
  return {
    assessmentId: sources.assessment.id,
    assessmentName: sources.assessment.name,
    questionnaireId: sources.questionnaire.questionnaireId,
    questionnaireName: sources.questionnaire.name,
    revision: sources.assessment.revision,
    status: assessment.status as AttestationHead['status'],
    isArchived: assessment.archivedAt !== null,
    dueOn: assessment.dueOn,
    acquirerNames: sources.assessment.acquirers.map(({ name }) => name),
    integrationIds: assessment.integrationIds,
    legalEntityId: assessment.legalEntityId,
  };
}

function draftView(grant: Grant, loaded: Loaded, reason: string | null): DraftView {
  const { sources, draft, attestation } = loaded;
  const { content, contentSha256, form, origins, problems, result } = drawDocument(loaded);
  const asked = openParts(sources, result, form.result);
  // Parts 3 and 4 follow from the answers and the acquirer; they stand in the form once they have a meaning.
  const shown = partsOf(sources.questionnaire.questionnaireId).filter(
    (part) => asked.includes(part) || (part === 'result' && result.outcome === 'NON_COMPLIANT'),
  );
  return {
    head: headOf(loaded),
    problems,
    result: { ...content.result, hasGaps: gapsByPrincipal(sources.requirements).size > 0 },
    responseOptions: sources.questionnaire.responseOptions,
    summary: content.summary,
    total: content.counts.requirements,
    form,
    saved: draft,
    parts: shown.map((part): PartView => {
      const isConfirmed = draft[part] !== undefined;
      return {
        part,
        name: partName(part),
        title: partWords[part].title,
        isAsked: asked.includes(part),
        isConfirmed,
        basis: basisOf(draft[part]),
        missing: missingFields(part, { sources, result, form }),
        origins: isConfirmed ? {} : originsOf(origins, part),
      };
    }),
    criteria: sources.questionnaire.eligibility.map(({ criterionId, question }) => ({
      criterionId,
      question,
      isConcerned: concerns(criterionId, sources),
    })),
    providers: sources.providers.map(({ name, services }) => ({ name, services })),
    lastName: sources.last?.assessmentName ?? null,
    evidence: { items: content.counts.evidenceItems, files: content.counts.evidenceFiles },
    answerRows: content.counts.answerRows,
    acceptedRisks: acceptedRiskLines(content.requirements, sources.today),
    contentSha256,
    version: attestation?.version ?? 0,
    savedAt: attestation?.updatedAt.toISOString() ?? null,
    savedBy: attestation?.updatedByName ?? '',
    whyNotBoth: reason,
    today: sources.today,
    timeZone: grant.timeZone,
  };
}

function acceptedRiskLines(
  requirements: AttestationContent['requirements'],
  today: string,
): DraftView['acceptedRisks'] {
  return requirements.flatMap(({ requirementNumber, acceptedRisks = [] }) =>
    acceptedRisks.map(({ risk, acceptedByName, reviewOn }) => ({
      requirementNumber,
      risk,
      acceptedByName,
      reviewOn,
      isOverdue: isOverdue({ reviewOn }, today),
    })),
  );
}

function originsOf(origins: ReturnType<typeof drawDocument>['origins'], part: FormPart): PartView['origins'] {
  return origins[part] ?? {};
}

async function sealedView(
  tx: Transaction,
  grant: Grant,
  loaded: Loaded,
  sealed: Sealed,
): Promise<SealedView> {
  const { organizationId } = grant;
  const { snapshot } = sealed;
  const assessmentId = loaded.sources.assessment.id;
  const check = verifySealed(sealed);
  const fileId = loaded.attestation?.signedDocumentId;
  const document = fileId
    ? await tx.evidenceFile.findUnique({
        where: { organizationId_id: { organizationId, id: fileId } },
        select: { id: true, evidenceId: true, fileName: true, sizeBytes: true, sha256: true },
      })
    : null;
  const correction = await tx.assessment.findFirst({
    where: { organizationId, revisionOfId: assessmentId, archivedAt: null },
    orderBy: { revision: 'desc' },
    select: { id: true, revision: true, status: true },
  });
  return {
    head: headOf(loaded),
    result: snapshot.result,
    responseOptions: snapshot.questionnaire.responseOptions,
    summary: snapshot.summary,
    total: snapshot.counts.requirements,
    signature: snapshot.signature,
    snapshotSha256: sealed.snapshotSha256,
    contentSha256: snapshot.signature.contentSha256,
    isIntact: check.isTextIntact && check.isContentIntact && check.isCanonical,
    evidence: { items: snapshot.counts.evidenceItems, files: snapshot.counts.evidenceFiles },
    answerRows: snapshot.counts.answerRows,
    document: document && {
      evidenceId: document.evidenceId,
      fileId: document.id,
      fileName: document.fileName,
      sizeBytes: Number(document.sizeBytes),
      sha256: document.sha256,
    },
    correction: correction && {
      assessmentId: correction.id,
      revision: correction.revision,
      status: correction.status,
    },
    previous: snapshot.previous && {
      assessmentId: snapshot.previous.assessmentId,
      revision: snapshot.previous.revision,
    },
    submissions: await tx.acquirerSubmission.count({
      where: { organizationId, attestation: { organizationId, assessmentId } },
    }),
    timeZone: grant.timeZone,
  };
}
