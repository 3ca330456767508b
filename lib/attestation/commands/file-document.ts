import 'server-only';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { sealOrganization } from '@/lib/audit-trail/operations/checkpoint';
import type { ReceivedFile } from '@/lib/evidence/model';
import { insertFileEvidence } from '@/lib/evidence/operations/insert';
import { type PassedScan, passScan } from '@/lib/evidence/operations/scan/received';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { formatDay } from '@/lib/platform/format';
import type { FileSignedInput } from '../model/input';
import { readSealed } from '../queries/draw';
import { lockAssessment, lockOpenAssessment } from './lock';
import { sealUnderLock } from './seal';

type Grants = { sign: Grant<'attestation:sign'>; attach: Grant<'evidence:attach'> };

/** The signed pages print the hash of the content; at least so many digits of it prove that they show this content. */
const printedHashDigits = 8;

/**
 * The attestation was signed on paper or by a signing service: seals the document and binds the uploaded pages to it.
 * The hash printed on them has to be typed in, so that pages of an older draft are noticed; the person who files them
 * enters the password again, as for a signature in the app. The pages are looked into first: what is bound here stays for ever.
 */
export async function fileSignedAttestation(
  grants: Grants,
  confirmation: Confirmation,
  input: FileSignedInput,
  file: ReceivedFile,
): Promise<{ snapshotSha256: string }> {
  if (confirmation.userId !== grants.sign.actor.userId) {
    throw new Error('the confirmed person is not the one who files the signed pages');
  }
  assertDocument(file);
  const passed = await passScan(grants.attach, file);
  const signed = await commit(grants.sign, (tx) => sealWithPages(tx, grants, input, file, passed));
  await sealOrganization(grants.sign);
  return signed;
}

/** The same for the made-up year of a sample organization, where nobody signs. Refused in any other organization. */
export async function fileSampleAttestation(
  grants: Grants,
  input: FileSignedInput,
  file: ReceivedFile,
): Promise<{ snapshotSha256: string }> {
  const { sign } = grants;
  return commit(sign, async (tx) => {
    const { isSample } = await tx.organization.findUniqueOrThrow({
      where: { id: sign.organizationId },
      select: { isSample: true },
    });
    if (!isSample) throw new Error('only a sample is sealed without a password');
    assertDocument(file);
    return sealWithPages(tx, grants, input, file, null);
  });
}

async function sealWithPages(
  tx: Transaction,
  { sign, attach }: Grants,
  input: FileSignedInput,
  file: ReceivedFile,
  passed: PassedScan | null,
) {
  const assessment = await lockOpenAssessment(tx, sign.organizationId, input.assessmentId);
  const details = documentDetails(assessment.name, input.signedOn);
  const filed = await insertFileEvidence(tx, attach, details, file, passed);
  const { snapshotSha256, events } = await sealUnderLock(tx, sign, {
    assessmentId: input.assessmentId,
    contentSha256: input.contentSha256,
    signature: { method: 'UPLOADED', document: documentOf(file), signedOn: input.signedOn },
    signedDocumentId: filed.fileId,
    check: ({ contentSha256, today, completedOn }) => {
      if (input.signedOn > today) {
        throw fieldError('signedOn', 'This day lies in the future. Enter the date beside the signature.');
      }
      if (completedOn !== null && input.signedOn < completedOn) {
        throw fieldError(
          'signedOn',
          `The assessment was completed on ${formatDay(completedOn)}: it cannot have been signed before. Enter the date beside the signature, or mend the completion date and have the pages signed anew.`,
        );
      }
      if (input.printedHash.length < printedHashDigits || !contentSha256.startsWith(input.printedHash)) {
        throw fieldError(
          'printedHash',
          `This is not the hash of what stands here. Enter the first ${printedHashDigits} digits from the foot of the signed pages; if they are other ones, an older draft was signed.`,
        );
      }
    },
  });
  return { result: { snapshotSha256 }, events: [...events, ...filed.events] as const };
}

/**
 * Files a document that was signed outside (a counter-signature of the QSA, the bank's own form) beside an attestation
 * that is sealed already, by somebody who was just confirmed. Once: the link is frozen like the rest.
 */
export async function bindSignedDocument(
  { sign, attach }: Grants,
  confirmation: Confirmation,
  assessmentId: string,
  file: ReceivedFile,
): Promise<{ fileId: string }> {
  assertConfirmed(confirmation, sign.actor.userId);
  assertDocument(file);
  const { organizationId } = sign;
  const passed = await passScan(attach, file);
  return commit(sign, async (tx) => {
    const assessment = await lockAssessment(tx, organizationId, assessmentId);
    const row = await tx.attestation.findUnique({
      where: { organizationId_assessmentId: { organizationId, assessmentId } },
      select: { status: true, snapshotText: true, snapshotSha256: true, signedDocumentId: true },
    });
    const sealed = readSealed(row);
    if (!sealed) throw new AppError('WRONG_STATE', 'This assessment is not signed yet.');
    if (row?.signedDocumentId) {
      throw new AppError('WRONG_STATE', 'A signed document is filed already. It stays as it is.');
    }
    const filed = await insertFileEvidence(
      tx,
      attach,
      documentDetails(assessment.name, sealed.snapshot.signature.signedOn),
      file,
      passed,
    );
    await tx.attestation.update({
      where: { organizationId_assessmentId: { organizationId, assessmentId } },
      data: { signedDocumentId: filed.fileId },
    });
    return {
      result: { fileId: filed.fileId },
      events: [
        {
          type: 'attestation.document-filed' as const,
          subject: { type: 'assessment', id: assessmentId },
          data: {
            assessmentName: assessment.name,
            snapshotSha256: sealed.snapshotSha256,
            fileName: file.fileName,
            documentSha256: file.sha256,
          },
        },
        ...filed.events,
      ],
    };
  });
}

function documentOf({ fileName, sizeBytes, mediaType, sha256 }: ReceivedFile) {
  return { fileName, sizeBytes, mediaType, sha256 };
}

function documentDetails(assessmentName: string, signedOn: string) {
  const title = `Signed attestation, ${assessmentName}`.slice(0, 200);
  return { title, note: '', evidenceType: 'aoc', collectedOn: signedOn } as const;
}

const documentTypes = ['application/pdf', 'image/png', 'image/jpeg'];

function assertDocument(file: ReceivedFile): void {
  if (documentTypes.includes(file.mediaType)) return;
  throw fieldError('file', 'Choose the signed document as a PDF, or a scan of it as PNG or JPEG.');
}

function fieldError(field: string, words: string): AppError {
  return new AppError('INVALID', undefined, { [field]: [words] });
}
