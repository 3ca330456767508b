import 'server-only';
import { type Grant, systemGrant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { tokenHash } from '@/lib/access/token';
import { now } from '@/lib/platform/clock';
import { unsafeTransaction } from '@/lib/platform/db';
import { unseal } from '@/lib/platform/seal';
import { type AttestationDocument, getAttestationDocument } from './document';

/** How long a link to sign works, in hours. */
export const linkHours = 72;
export const wrongCodesAllowed = 5;
/** How long the right code shows what is to be signed, in minutes. */
export const passMinutes = 15;
export const passPurpose = 'signing-pass';

export type SigningLink = {
  organizationId: string;
  id: string;
  assessmentId: string;
  signerName: string;
  codeHash: string;
  expiresAt: string;
  createdBy: { userId: string; name: string; role: string };
};

/** What the holder of a link may sign; null for one that was used, withdrawn, has expired or had five wrong codes. */
export async function findSigningLink(token: string): Promise<SigningLink | null> {
  const hash = tokenHash(token);
  return unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.signing_link', ${hash}, true)`;
    const link = await tx.signingLink.findUnique({
      where: {
        tokenHash: hash,
        usedAt: null,
        revokedAt: null,
        expiresAt: { gt: now() },
        wrongCodes: { lt: wrongCodesAllowed },
      },
    });
    if (!link) return null;
    const { organizationId, id, assessmentId, signerName, codeHash } = link;
    const createdBy = { userId: link.createdById, name: link.createdByName, role: link.createdByRole };
    const expiresAt = link.expiresAt.toISOString();
    return { organizationId, id, assessmentId, signerName, codeHash, expiresAt, createdBy };
  });
}

/** What the holder of a link sees before the code: whose attestation it is, and of what. */
export function getLinkHead(
  link: SigningLink,
): Promise<{ organizationName: string; assessmentName: string; timeZone: string }> {
  const { organizationId, assessmentId: id } = link;
  return read(grantOf(link), async (tx) => {
    const { name, organization } = await tx.assessment.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id } },
      select: { name: true, organization: { select: { name: true, timeZone: true } } },
    });
    return { organizationName: organization.name, assessmentName: name, timeZone: organization.timeZone };
  });
}

/** Whether a browser's pass opens this very link, still. */
export function opensLink({ id }: SigningLink, pass: string | undefined): boolean {
  const until = pass === undefined ? null : unseal(passPurpose, id, pass);
  return until !== null && Number(until) > now().getTime();
}

/** The document that a link is for, as it stands now. */
export function getLinkedDocument(link: SigningLink): Promise<AttestationDocument> {
  return getAttestationDocument(grantOf(link), link.assessmentId);
}

function grantOf({ organizationId, signerName }: SigningLink): Grant<'attestation:read'> {
  return systemGrant('signing-link', 'attestation:read', organizationId, {
    userId: null,
    name: `${signerName} (signing link)`,
  });
}

/** The link of an assessment that still works, for those who may withdraw it. */
export async function findOpenLink(
  grant: Grant<'attestation:read'>,
  assessmentId: string,
): Promise<{ signerName: string; email: string; expiresAt: string } | null> {
  const row = await read(grant, (tx) =>
    tx.signingLink.findFirst({
      where: {
        organizationId: grant.organizationId,
        assessmentId,
        usedAt: null,
        revokedAt: null,
        expiresAt: { gt: now() },
        wrongCodes: { lt: wrongCodesAllowed },
      },
      select: { signerName: true, email: true, expiresAt: true },
    }),
  );
  return row && { ...row, expiresAt: row.expiresAt.toISOString() };
}
