import 'server-only';
import type { Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { sealOrganization } from '@/lib/audit-trail/operations/checkpoint';
import { AppError } from '@/lib/platform/errors';
import type { SignInput } from '../model/input';
import { isSamePerson, whyNotSigner } from '../policy';
import { sealUnderLock } from './seal';

/**
 * The executive officer signs in the app: the three acknowledgements, the full name typed, the password entered again.
 * Throws CONFLICT when anything changed since the page was shown, WRONG_STATE when something stops the signature or it
 * is signed already, FORBIDDEN when the account is not the officer's, INVALID at the field `fullName`.
 */
export async function signAttestation(
  grant: Grant<'attestation:sign'>,
  confirmation: Confirmation,
  { assessmentId, contentSha256, fullName }: SignInput,
): Promise<{ snapshotSha256: string }> {
  if (confirmation.userId !== grant.actor.userId) {
    throw new Error('the confirmed person is not the one who signs');
  }
  const signed = await commit(grant, async (tx) => {
    const { snapshotSha256, events } = await sealUnderLock(tx, grant, {
      assessmentId,
      contentSha256,
      signature: { method: 'IN_APP', document: null, signedOn: null },
      signedDocumentId: null,
      check: ({ officer }) => {
        const reason = whyNotSigner(officer, grant.actor);
        if (reason) throw new AppError('FORBIDDEN', reason);
        if (!isSamePerson(fullName, officer.name)) {
          const words = `Type the name as part 3b has it: ${officer.name}.`;
          throw new AppError('INVALID', undefined, { fullName: [words] });
        }
      },
    });
    return { result: { snapshotSha256 }, events };
  });
  await sealOrganization(grant);
  return signed;
}
