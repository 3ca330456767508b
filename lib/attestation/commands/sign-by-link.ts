import 'server-only';
import { type Grant, systemGrant } from '@/lib/access/grant';
import { verifyPassword } from '@/lib/access/password';
import { commit } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { sealOrganization } from '@/lib/audit-trail/operations/checkpoint';
import { now } from '@/lib/platform/clock';
import { AppError, notFound } from '@/lib/platform/errors';
import { seal } from '@/lib/platform/seal';
import type { LinkOpenInput, LinkSignInput } from '../model/input';
import { isSamePerson } from '../policy';
import {
  findSigningLink,
  passMinutes,
  passPurpose,
  type SigningLink,
  wrongCodesAllowed,
} from '../queries/signing-link';
import { sealUnderLock } from './seal';

/**
 * The officer opens what they are asked to sign: the link alone shows none of it. Returns a pass for the browser, which
 * opens this link for fifteen minutes and is good for nothing else. Throws as the code does in `signByLink`.
 */
export async function openSigningLink({ token, code }: LinkOpenInput, from?: string): Promise<string> {
  const { link } = await enterCode(token, code, from);
  return seal(passPurpose, link.id, String(now().getTime() + passMinutes * 60_000));
}

/**
 * The officer signs with what came by mail and the code that they were told. Five wrong codes end the link. Throws
 * NOT_FOUND for a link that no longer works, INVALID at `code` and `fullName`, CONFLICT when something changed since the
 * page was opened.
 */
export async function signByLink(input: LinkSignInput, from?: string): Promise<{ snapshotSha256: string }> {
  const { link, grant } = await enterCode(input.token, input.code, from);
  const { organizationId, assessmentId, id, signerName } = link;
  const signed = await commit(grant, async (tx) => {
    const used = await tx.signingLink.updateMany({
      where: { organizationId, id, usedAt: null, revokedAt: null, expiresAt: { gt: now() } },
      data: { usedAt: now() },
    });
    if (used.count !== 1) throw gone();
    const { snapshotSha256, events } = await sealUnderLock(tx, grant, {
      assessmentId,
      contentSha256: input.contentSha256,
      signature: { method: 'BY_LINK', document: null, signedOn: null },
      signedDocumentId: null,
      recordedBy: link.createdBy,
      check: ({ officer }) => {
        if (!isSamePerson(officer.name, signerName)) {
          throw new AppError(
            'CONFLICT',
            'Part 3b names somebody else by now, so this link does not sign any more.',
          );
        }
        if (!isSamePerson(input.fullName, officer.name)) {
          throw new AppError('INVALID', undefined, {
            fullName: [`Type the name as part 3b has it: ${officer.name}.`],
          });
        }
      },
    });
    return { result: { snapshotSha256 }, events };
  });
  await sealOrganization(grant);
  return signed;
}

/**
 * Every try is an event, and only wrong ones are counted: who reads for an hour may enter the right code again. The answer is
 * given under the lock of the link's row, so that no number of tries at once gets more than five wrong answers.
 */
async function enterCode(
  token: string,
  code: string,
  from: string | undefined,
): Promise<{ link: SigningLink; grant: Grant<'attestation:sign'> }> {
  const link = await findSigningLink(token);
  if (!link) throw gone();
  const { organizationId, assessmentId, id, signerName } = link;
  const grant = systemGrant('signing-link', 'attestation:sign', organizationId, {
    userId: null,
    name: `${signerName} (signing link)`,
    from,
  });
  const isRight = await verifyPassword(link.codeHash, code);
  await commit(grant, async (tx) => {
    const { count } = await tx.signingLink.updateMany({
      where: { organizationId, id, usedAt: null, revokedAt: null, wrongCodes: { lt: wrongCodesAllowed } },
      data: { wrongCodes: { increment: isRight ? 0 : 1 } },
    });
    if (count !== 1) throw gone();
    const subject = { type: 'assessment', id: assessmentId } as const;
    const tried: DomainEvent = { type: 'signing-link.tried', subject, data: { signerName } };
    const refused: DomainEvent = {
      type: 'signing-link.refused',
      subject,
      data: { signerName, reason: 'the code was wrong' },
    };
    return { result: undefined, events: isRight ? [tried] : [tried, refused] };
  });
  if (!isRight) {
    throw new AppError('INVALID', undefined, {
      code: ['This is not the code. After five wrong ones the link ends.'],
    });
  }
  return { link, grant };
}

function gone(): AppError {
  return notFound('This link no longer works. Ask for a new one.');
}
