import 'server-only';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { takeTurn } from '@/lib/platform/rate-limit';
import { seal, unseal } from '@/lib/platform/seal';
import { assertConfirmed, type Confirmation } from './confirmation';
import type { SessionContext } from './session';

const PURPOSE = 'export-pass';
/** For the browser to begin the download; it may then take as long as it needs. */
const PASS_MS = 2 * 60_000;

const content = z.strictObject({ until: z.number(), address: z.string() });

const ownerOf = ({ organizationId, userId, sessionId }: SessionContext) =>
  [organizationId, userId, sessionId].join('/');

/**
 * What a browser shows to fetch everything after its person was asked once more who they are: a download is a plain
 * request, which carries no password. Sealed: for this session, this organization and this address (path and filter), for
 * two minutes.
 */
export function makeExportPass(session: SessionContext, confirmation: Confirmation, address: string): string {
  assertConfirmed(confirmation, session.userId);
  return seal(
    PURPOSE,
    ownerOf(session),
    JSON.stringify({ until: now().getTime() + PASS_MS, address: plain(address) }),
  );
}

/**
 * Throws INVALID when the address of a download does not carry a pass that was made for it in this session, still counts and
 * was not used before.
 */
export async function spendExportPass(session: SessionContext, url: string): Promise<void> {
  const pass = new URL(url).searchParams.get('pass') ?? '';
  const text = unseal(PURPOSE, ownerOf(session), pass);
  const { until, address } = text === null ? { until: 0, address: '' } : content.parse(JSON.parse(text));
  const isGood = until >= now().getTime() && address === plain(url);
  if (!isGood || !(await takeTurn('export-pass', createHash('sha256').update(pass).digest('base64url')))) {
    throw new AppError(
      'INVALID',
      'Export it from its page: Inplace asks once more who you are before it hands everything out.',
    );
  }
}

/** Path and filter, however a browser writes them. */
function plain(address: string): string {
  const url = new URL(address, 'http://localhost');
  url.searchParams.delete('pass');
  url.searchParams.sort();
  return `${url.pathname}?${url.searchParams}`;
}
