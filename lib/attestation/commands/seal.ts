import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { canonicalJson, sha256Of } from '@/lib/platform/canonical-json';
import { dayIn, fromDay, now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { completeAttestationDuty } from '@/lib/schedule/operations';
import { acknowledgementIds, acknowledgements } from '../model/outcome';
import { attestationSnapshot, type SnapshotSignature } from '../model/snapshot';
import { drawDocument } from '../queries/draw';
import { whyNotBoth } from '../queries/separation';
import { unsafeLoad } from '../queries/sources';
import { partsOf } from '../rules/parts';
import { stopsInWords, stopsSignature } from '../rules/problems';
import { holdEvidence, holdIntegrations, lockOpenAssessment } from './lock';

type Sealing = {
  assessmentId: string;
  /** Hash of the content that the signer was shown. */
  contentSha256: string;
  signature: Pick<SnapshotSignature, 'method' | 'document'> & { signedOn: string | null };
  signedDocumentId: string | null;
  /** Who answers for a signature that no account gave: whoever sent the link. */
  recordedBy?: SnapshotSignature['recordedBy'];
  /** Last objections, once it is known who the officer is and what is signed. Throws AppError. */
  check: (signed: {
    officer: { name: string; title: string };
    contentSha256: string;
    today: string;
    /** The first day on which these pages can have been signed: when the assessment was completed. */
    completedOn: string | null;
  }) => void;
};

/**
 * The sealing of a document inside the caller's transaction. Under the lock of the assessment everything is read again
 * and drawn up again; if it is not what the signer was shown, or something stops a signature, nothing is written.
 */
export async function sealUnderLock(
  tx: Transaction,
  grant: Grant<'attestation:sign'>,
  { assessmentId, contentSha256: shown, signature: given, signedDocumentId, recordedBy, check }: Sealing,
): Promise<{ snapshotSha256: string; events: [DomainEvent, ...DomainEvent[]] }> {
  const { organizationId, actor } = grant;
  const assessment = await lockOpenAssessment(tx, organizationId, assessmentId);
  await holdIntegrations(tx, organizationId, assessmentId);
  await holdEvidence(tx, organizationId, assessmentId);
  const loaded = await unsafeLoad(tx, grant, assessmentId);
  const { content, contentSha256, problems } = drawDocument(loaded);
  if (contentSha256 !== shown) {
    throw new AppError(
      'CONFLICT',
      'Something changed since this page was opened, so this is not what you read. Reload the page, look at it again, then sign.',
    );
  }
  const stops = problems.filter(stopsSignature);
  if (stops.length > 0 || !loaded.attestation) {
    throw new AppError(
      'WRONG_STATE',
      `${stopsInWords(stops.length)}: ${stops.map(({ words }) => words).join('; ')}.`,
    );
  }
  const { officer } = content.form;
  const signedAt = now();
  const today = dayIn(content.organization.timeZone, signedAt);
  check({ officer, contentSha256, today, completedOn: content.form.completion.completedOn });
  const recorder =
    recordedBy ?? (actor.userId && { userId: actor.userId, name: actor.name, role: actor.role });
  if (!recorder) throw new Error('a signature needs a person');
  const refusal = await whyNotBoth(tx, grant, assessmentId, recorder.userId);
  if (refusal) throw new AppError('FORBIDDEN', refusal);
  const snapshot = attestationSnapshot.parse({
    ...content,
    signature: {
      method: given.method,
      signerName: officer.name,
      signerTitle: officer.title,
      recordedBy: recorder,
      signedOn: given.signedOn ?? today,
      signedAt: signedAt.toISOString(),
      acknowledgements: acknowledgementIds.map((id) => ({ id, text: acknowledgements[id] })),
      contentSha256,
      document: given.document,
    },
  });
  const snapshotText = canonicalJson(snapshot);
  const snapshotSha256 = sha256Of(snapshotText);
  const own = partsOf(loaded.sources.questionnaire.questionnaireId);
  const form = Object.fromEntries(
    own.flatMap((part) => (content.form[part] === null ? [] : [[part, content.form[part]]])),
  ) as Prisma.InputJsonObject;
  const sealed = await tx.attestation.updateMany({
    where: { organizationId, assessmentId, status: 'DRAFT' },
    data: {
      form,
      status: 'SIGNED',
      outcome: content.result.outcome,
      isPartial: content.result.extent === 'PARTIAL',
      targetOn: content.result.targetOn ? fromDay(content.result.targetOn) : null,
      signerName: officer.name,
      signerTitle: officer.title,
      signerUserId: given.method === 'IN_APP' ? actor.userId : null,
      signMethod: given.method,
      signedAt,
      snapshotText,
      snapshotSha256,
      signedDocumentId,
      updatedAt: signedAt,
      updatedByName: actor.name,
    },
  });
  if (sealed.count !== 1) throw new AppError('WRONG_STATE', 'This attestation is signed already.');
  // Each use goes on naming the version that is signed here, whatever comes after it: the newest that is open, none (0) when
  // all of its files are in quarantine, it was rejected or it failed.
  await tx.$executeRaw`
    UPDATE "EvidenceLink" l SET "signedVersion" = CASE WHEN e."id" IN (SELECT void_evidence(${organizationId}::uuid)) THEN 0 WHEN e."kind" = 'FILE' THEN coalesce((
        SELECT max(f."fileVersion") FROM "EvidenceFile" f
         WHERE f."organizationId" = e."organizationId" AND f."evidenceId" = e."id" AND f."state" = 'AVAILABLE'), 0) ELSE e."fileVersion" END
      FROM "EvidenceItem" e
     WHERE l."organizationId" = ${organizationId}::uuid AND l."assessmentId" = ${assessmentId}::uuid AND l."removedAt" IS NULL
       AND e."organizationId" = l."organizationId" AND e."id" = l."evidenceId"`;
  await tx.assessment.update({
    where: { organizationId_id: { organizationId, id: assessmentId } },
    data: { status: 'SIGNED', signedAt, version: { increment: 1 } },
  });
  return {
    snapshotSha256,
    events: [
      {
        type: 'attestation.signed',
        subject: { type: 'assessment', id: assessmentId },
        data: {
          assessmentName: assessment.name,
          revision: assessment.revision,
          outcome: content.result.outcome,
          isPartial: content.result.extent === 'PARTIAL',
          method: given.method,
          signerName: officer.name,
          signerTitle: officer.title,
          contentSha256,
          snapshotSha256,
          documentSha256: given.document?.sha256 ?? null,
        },
      },
      ...(await supersede(tx, organizationId, assessment.revisionOfId)),
      ...(await completeAttestationDuty(tx, grant, { assessmentId, signedOn: given.signedOn ?? today })),
    ],
  };
}

/** The revision that was corrected stays as it is and says that a later one stands. */
async function supersede(
  tx: Transaction,
  organizationId: string,
  revisionOfId: string | null,
): Promise<DomainEvent[]> {
  if (!revisionOfId) return [];
  const { count } = await tx.assessment.updateMany({
    where: { organizationId, id: revisionOfId, status: 'SIGNED' },
    data: { status: 'SUPERSEDED', version: { increment: 1 } },
  });
  if (count === 0) return [];
  return [
    {
      type: 'assessment.changed',
      subject: { type: 'assessment', id: revisionOfId },
      data: { status: { from: 'SIGNED', to: 'SUPERSEDED' } },
    },
  ];
}
