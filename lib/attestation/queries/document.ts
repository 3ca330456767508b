import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { notFound } from '@/lib/platform/errors';
import type { AttestationContent, SnapshotSignature } from '../model/snapshot';
import { drawDocument, readSealed, type Verification, verifySealed } from './draw';
import { unsafeLoad } from './sources';

export type AttestationDocument = {
  content: AttestationContent;
  /** null: a draft, drawn up from today's answers and registers. */
  signature: SnapshotSignature | null;
  contentSha256: string;
  snapshotSha256: string | null;
  /** Not signed yet, and nothing stands against it: the pages may be printed to be signed. */
  isReady: boolean;
};

/** What report, PDF and copy sheet draw: the stored document once it is signed, else today's draft. */
export async function getAttestationDocument(
  grant: Grant<'attestation:read'>,
  assessmentId: string,
): Promise<AttestationDocument> {
  const stored = await findSealed(grant, assessmentId);
  if (stored) {
    const { signature, ...content } = stored.snapshot;
    const { contentSha256 } = signature;
    return { content, signature, contentSha256, snapshotSha256: stored.snapshotSha256, isReady: false };
  }
  const loaded = await read(grant, (tx) => unsafeLoad(tx, grant, assessmentId));
  const { content, contentSha256, problems } = drawDocument(loaded);
  const isReady = !problems.some(({ severity }) => severity === 'STOPS');
  return { content, signature: null, contentSha256, snapshotSha256: null, isReady };
}

/** The signed document, byte for byte as its hash covers it. Throws NOT_FOUND before a signature. */
export async function getSnapshotText(
  grant: Grant<'attestation:read'>,
  assessmentId: string,
): Promise<{ snapshotText: string; snapshotSha256: string; assessmentName: string; revision: number }> {
  const stored = await findSealed(grant, assessmentId);
  if (!stored) throw notFound('This assessment is not signed, so there is no signed document yet.');
  const { name, revision } = stored.snapshot.assessment;
  const { snapshotText, snapshotSha256 } = stored;
  return { snapshotText, snapshotSha256, assessmentName: name, revision };
}

/** Recomputes the hashes of a signed document. Throws NOT_FOUND before a signature. */
export async function verifyAttestation(
  grant: Grant<'attestation:read'>,
  assessmentId: string,
): Promise<Verification> {
  const stored = await findSealed(grant, assessmentId);
  if (!stored) throw notFound('This assessment is not signed, so there is nothing to check yet.');
  return verifySealed(stored);
}

async function findSealed(grant: Grant<'attestation:read'>, assessmentId: string) {
  const { organizationId } = grant;
  const row = await read(grant, async (tx) => {
    const assessment = await tx.assessment.findUnique({
      where: { organizationId_id: { organizationId, id: assessmentId } },
      select: {
        attestation: { select: { status: true, snapshotText: true, snapshotSha256: true } },
      },
    });
    if (!assessment) throw notFound();
    return assessment.attestation;
  });
  return readSealed(row);
}
