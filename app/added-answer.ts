import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { heldWords } from '@/lib/evidence/queries/item';

/** The answer to an upload that has become evidence, with what keeps it closed where something does. */
export async function addedAnswer(
  grant: Grant<'evidence:attach'>,
  added: { evidenceId: string },
): Promise<Response> {
  const held = await heldWords(grant, added.evidenceId);
  return Response.json(
    { ...added, held },
    { status: 201, headers: { 'cache-control': 'private, no-store' } },
  );
}
