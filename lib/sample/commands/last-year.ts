import 'server-only';
import { Readable } from 'node:stream';
import { fileSampleAttestation } from '@/lib/attestation/commands/file-document';
import { prepareAttestation } from '@/lib/attestation/commands/prepare';
import { changeSubmission, recordSubmission } from '@/lib/attestation/commands/submission';
import { getAttestationDocument } from '@/lib/attestation/queries/document';
import { getSignOff } from '@/lib/attestation/queries/sign-off';
import { commit } from '@/lib/audit-trail/commit';
import { storeObject } from '@/lib/evidence/store/objects';
import { renderPdf } from '@/lib/report/pdf/render';
import { buildReport } from '@/lib/report/rules/report';
import { reviewRequirements } from '@/lib/review/commands';
import { listSeen } from '@/lib/review/queries/reviews';
import { sampleFormPart } from '../model/attestation-form';
import { attested } from '../model/attested';
import type { Made } from './assessments';
import type { SampleGrants } from './sample';

type Days = { completedOn: string; signedOn: string };

/** Fills in the form, files the attestation that was signed on paper last year, and hands it to the acquirer. */
export async function signLastYear(
  grants: SampleGrants,
  { assessmentId, key }: Made,
  days: Days,
  acquirerId: string,
): Promise<void> {
  const told = attested[key];
  if (!told) throw new Error(`nothing is attested about the sample's ${key}`);
  await backdateAnswers(grants, assessmentId, days.completedOn);
  const readAnswers = grants('assessment:read');
  await reviewRequirements({ act: grants('response:review'), read: readAnswers }, assessmentId, {
    what: 'APPROVE',
    reason: '',
    requirements: await listSeen(readAnswers, assessmentId),
  });
  const reading = grants('attestation:read');
  const { content } = await getAttestationDocument(reading, assessmentId);
  const page = await getSignOff(reading, assessmentId);
  if (!('draft' in page)) throw new Error('the sample is signed already');
  for (const { part, basis } of page.draft.parts) {
    await prepareAttestation(grants('attestation:prepare'), {
      assessmentId,
      part,
      basis,
      values: sampleFormPart(part, content.form[part], {
        completedOn: days.completedOn,
        channels: content.assessment.channels,
        attested: told,
      }),
    });
  }
  const ready = await getAttestationDocument(reading, assessmentId);
  const signedPages = await renderPdf(buildReport(ready));
  const stored = await storeObject(reading.organizationId, Readable.from([signedPages]), {
    maxBytes: signedPages.byteLength,
    fileName: 'signed-attestation.pdf',
  });
  await fileSampleAttestation(
    { sign: grants('attestation:sign'), attach: grants('evidence:attach') },
    {
      assessmentId,
      contentSha256: ready.contentSha256,
      printedHash: ready.contentSha256.slice(0, 16),
      signedOn: days.signedOn,
      completed: true,
      fair: true,
      maintained: true,
    },
    { ...stored, fileName: 'signed-attestation.pdf', isOwn: true },
  );
  await backdate(grants, assessmentId, days.signedOn);
  await handIn(grants, assessmentId, days.signedOn, acquirerId);
}

/** The answers of last year were given in the three weeks before it was completed, so that they look their age. */
async function backdateAnswers(grants: SampleGrants, assessmentId: string, completedOn: string) {
  const grant = grants('assessment:manage');
  await commit(grant, async (tx) => {
    await tx.$executeRaw`
      UPDATE "Response" r SET "updatedAt" = ${new Date(`${completedOn}T10:00:00Z`)}::timestamptz - (o."n" % 21) * interval '1 day'
        FROM (SELECT "requirementKey", "row", row_number() OVER (ORDER BY "requirementKey", "row") AS "n" FROM "Response"
               WHERE "organizationId" = ${grant.organizationId}::uuid AND "assessmentId" = ${assessmentId}::uuid) o
       WHERE r."organizationId" = ${grant.organizationId}::uuid AND r."assessmentId" = ${assessmentId}::uuid
         AND r."requirementKey" = o."requirementKey" AND r."row" = o."row" AND r."finding" IS NOT NULL`;
    return {
      result: undefined,
      events: [
        {
          type: 'assessment.changed',
          subject: { type: 'assessment', id: assessmentId },
          data: { answeredOn: { from: null, to: completedOn } },
        },
      ],
    };
  });
}

/** The list of assessments shows the day of the signature; the audit trail says when the sample was really made. */
async function backdate(grants: SampleGrants, assessmentId: string, signedOn: string): Promise<void> {
  const grant = grants('assessment:manage');
  await commit(grant, async (tx) => {
    await tx.assessment.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: assessmentId } },
      data: { signedAt: new Date(`${signedOn}T10:00:00Z`) },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'assessment.changed',
          subject: { type: 'assessment', id: assessmentId },
          data: { signedOn: { from: null, to: signedOn } },
        },
      ],
    };
  });
}

async function handIn(
  grants: SampleGrants,
  assessmentId: string,
  submittedOn: string,
  acquirerId: string,
): Promise<void> {
  const recording = grants('submission:record');
  const receipt = `NB-${submittedOn.replaceAll('-', '')}`;
  const { submissionId } = await recordSubmission(recording, {
    assessmentId,
    acquirerId,
    submittedOn,
    receipt,
    note: '',
  });
  await changeSubmission(recording, {
    submissionId,
    version: 1,
    submittedOn,
    receipt,
    status: 'ACCEPTED',
    note: 'Accepted without questions.',
  });
}
