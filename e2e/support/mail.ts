import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instance } from './instance';

/** What came to an address, oldest first. A test asks for its own person: others are at work beside it. */
export function mailsTo(address: string, { mailFolder } = instance()): string[] {
  return readdirSync(mailFolder)
    .filter((name) => name.endsWith('.eml'))
    .toSorted()
    .map((name) => readFileSync(join(mailFolder, name), 'utf8'))
    .filter((mail) => recipientOf(mail).includes(address));
}

/** What stands in a mail's subject line. */
export const subjectOf = (mail: string) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim();

const recipientOf = (mail: string) => /^To: (.*)$/m.exec(mail)?.[1] ?? '';
