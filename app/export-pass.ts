import 'server-only';
import { makeExportPass } from '@/lib/access/export-pass';
import { confirmedExportInput } from '@/lib/person/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { actionSession, confirmed } from './access';

/**
 * The pass for a download that takes much away, for somebody who has just said who they are. Whoever calls it has asked for the
 * right before. Throws INVALID.
 */
export async function exportPassFrom(form: FormData): Promise<string> {
  const { address, ...given } = parseInput(confirmedExportInput, formObject(form));
  const session = await actionSession();
  const { confirmation, sessionId } = await confirmed(session, given);
  return makeExportPass({ ...session, sessionId }, confirmation, address);
}
