// The work of scripts/audit-verify.mjs, with the app's own code and as the app's own role.
import { ownPublicKey } from '../../lib/audit-trail/checkpoint';
import { journalFile, readJournal } from '../../lib/audit-trail/journal';
import { type ChainReport, verifyAllChains } from '../../lib/audit-trail/queries/verify';
import { closeDatabase } from '../../lib/platform/db';

/** What comes from the database is shown, never obeyed. */
const say = (line: string) =>
  process.stdout.write(`${line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')}\n`);

const started = performance.now();
let entries = 0;
let broken = 0;
for await (const report of verifyAllChains()) {
  entries += report.entries;
  if (report.problem) broken += 1;
  say(report.problem ? `NOT INTACT  ${report.chain}. ${report.problem.words}` : intact(report));
}
await closeDatabase();
const seconds = (performance.now() - started) / 1000;
const { keyId, publicKey } = ownPublicKey();
const { endKeyId } = await readJournal();
if (endKeyId && endKeyId !== keyId)
  say(
    `Note: the journal ends under the key ${endKeyId}. Unless AUDIT_KEY was replaced and Inplace not started since, somebody else wrote it.`,
  );
say(
  `${entries} entries in ${seconds.toFixed(2)} s. Journal: ${journalFile()}. Public key ${keyId}: ${publicKey}`,
);
process.exitCode = broken > 0 ? 1 : 0;

function intact({ chain, entries: count, checkpoints, sealedEntries, timeStamps }: ChainReport): string {
  const open = count - sealedEntries;
  const sealed =
    checkpoints === 0
      ? 'no checkpoint yet'
      : `sealed by ${checkpoints} checkpoints (${timeStamps} with a time stamp)${open > 0 ? `, the newest ${open} entries not yet` : ''}`;
  return `intact      ${chain}: ${count} entries, ${sealed}.`;
}
