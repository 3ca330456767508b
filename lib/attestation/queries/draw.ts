import 'server-only';
import { canonicalJson, sha256Of } from '@/lib/platform/canonical-json';
import { AppError } from '@/lib/platform/errors';
import {
  type AttestationContent,
  type AttestationSnapshot,
  attestationContent,
  attestationSnapshot,
} from '../model/snapshot';
import { type DrawnUp, drawUp } from '../rules/content';
import type { Loaded } from './sources';

/** The document as it would be signed now, held to its schema, with the hash that the signer is shown. */
export function drawDocument({ sources, draft }: Pick<Loaded, 'sources' | 'draft'>): DrawnUp & {
  contentSha256: string;
} {
  const drawn = drawUp(sources, draft);
  const content = attestationContent.parse(drawn.content);
  return { ...drawn, content, contentSha256: hashOfContent(content) };
}

export function hashOfContent(content: AttestationContent): string {
  return sha256Of(canonicalJson(content));
}

export type Sealed = { snapshot: AttestationSnapshot; snapshotText: string; snapshotSha256: string };

/** The stored document of a signed attestation; null while it is a draft. Throws UNAVAILABLE when it cannot be read. */
export function readSealed(
  row: { status: string; snapshotText: string | null; snapshotSha256: string | null } | null,
): Sealed | null {
  if (row?.status !== 'SIGNED' || row.snapshotText === null || row.snapshotSha256 === null) return null;
  const { snapshotText, snapshotSha256 } = row;
  try {
    const snapshot = attestationSnapshot.parse(JSON.parse(snapshotText));
    return { snapshot, snapshotText, snapshotSha256 };
  } catch {
    throw new AppError(
      'UNAVAILABLE',
      'The signed document in the database cannot be read. Tell your administrator: the row may be damaged.',
    );
  }
}

export type Verification = {
  /** The stored text gives the stored hash. */
  isTextIntact: boolean;
  /** The content without the signature gives the hash that the signer was shown. */
  isContentIntact: boolean;
  /** The text is the canonical form of what it says: nothing hides between the lines. */
  isCanonical: boolean;
};

/** Computes everything again from the stored text. */
export function verifySealed({ snapshot, snapshotText, snapshotSha256 }: Sealed): Verification {
  const { signature, ...content } = snapshot;
  return {
    isTextIntact: sha256Of(snapshotText) === snapshotSha256,
    isContentIntact: hashOfContent(content) === signature.contentSha256,
    isCanonical: canonicalJson(snapshot) === snapshotText,
  };
}
