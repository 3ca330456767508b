import 'server-only';
import type { Transaction } from '@/lib/platform/db';

/** Whether a file is the signed document of an attestation, also of one that the person does not see. It stays in any case. */
export async function isSignedDocument(
  tx: Transaction,
  organizationId: string,
  fileId: string,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isSigned: boolean }[]>`
    SELECT is_signed_document(${organizationId}::uuid, ${fileId}::uuid) AS "isSigned"`;
  return row?.isSigned ?? false;
}
