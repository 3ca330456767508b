import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMailbox } from '../../scripts/testing/mailbox';

/**
 * Takes every mail of the server under test, as long as the tests run, into a folder: the tests are other processes, and
 * several at once.
 */
export async function openSharedMailbox(port: number, folder: string) {
  let count = 0;
  return await openMailbox(port, (mail) => {
    count += 1;
    const file = join(folder, `${String(count).padStart(4, '0')}.eml`);
    // Whoever reads the folder meanwhile finds whole mails only.
    writeFileSync(`${file}.part`, mail);
    renameSync(`${file}.part`, file);
  });
}
