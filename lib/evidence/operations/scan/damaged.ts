import 'server-only';
import { systemGrant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import type { Damage } from '../../store/sealed-reader';
import { giveBackIn, stillTaken, type TakenFile } from './queue';

/** So often a file is looked for again that is missing or damaged. */
const DAMAGED_SECONDS = 60 * 60;

/** A file that is not in the store as it was received is not "being checked" any more: it says so, once in the audit log. */
export async function holdDamaged(file: TakenFile, what: Damage): Promise<void> {
  const { organizationId, fileId, evidenceId, fileName } = file;
  await commit(systemGrant('scan', 'evidence:attach', organizationId), async (tx) => {
    if (!(await stillTaken(tx, file))) return unchanged(undefined);
    const { storageKey, evidence } = await tx.evidenceFile.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: fileId } },
      select: { storageKey: true, evidence: { select: { title: true } } },
    });
    // Its encryption has moved it meanwhile: it is looked for where it lies now.
    if (storageKey !== file.storageKey) {
      await giveBackIn(tx, file, { heldFor: 'WAITING', note: '', waitSeconds: 0 });
      return unchanged(undefined);
    }
    await giveBackIn(tx, file, { heldFor: 'DAMAGED', note: what, waitSeconds: DAMAGED_SECONDS });
    if (file.heldBefore === 'DAMAGED') return unchanged(undefined);
    return {
      result: undefined,
      events: [
        {
          type: 'evidence.damaged',
          subject: { type: 'evidence', id: evidenceId },
          data: { title: evidence.title, fileId, fileName, problem: what },
        },
      ],
    };
  });
}
