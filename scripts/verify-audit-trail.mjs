#!/usr/bin/env node
// Checks an exported audit log without Inplace, its database or a network: node verify-audit-trail.mjs FILE.jsonl
// It recomputes every hash. Exit 0: intact. Exit 1: something was changed. Exit 2: this is no export.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file, ...rest] = process.argv.slice(2);
const expectedHash = rest[0] === '--last-hash' ? rest[1] : null;

function say(line, code) {
  (code === 0 ? process.stdout : process.stderr).write(`${line}\n`);
  process.exitCode = code;
}

/** The first thing that is wrong, or the facts of an intact export. */
async function check(lines) {
  let header;
  let footer;
  let previous = { sequence: 0, hash: '0'.repeat(64), at: '' };
  let lineNumber = 0;
  for await (const line of lines) {
    lineNumber += 1;
    if (footer) return { wrong: `Line ${lineNumber} stands after the end of the export.` };
    let entry;
    try {
      entry = JSON.parse(line);
    } catch {
      return { wrong: `Line ${lineNumber} is not JSON.`, noExport: lineNumber === 1 };
    }
    if (lineNumber === 1) {
      if (entry?.format !== 'inplace-audit-trail/1')
        return { wrong: 'This is no audit log export.', noExport: true };
      header = entry;
    } else if (entry?.lastHash !== undefined) {
      footer = entry;
    } else {
      const wrong = wrongWith(entry, previous);
      if (wrong) return { wrong };
      previous = entry;
    }
  }
  if (!header) return { wrong: 'The file is empty.', noExport: true };
  if (!footer)
    return { wrong: `The export ends after entry ${previous.sequence}: its last line is missing.` };
  if (footer.entries !== previous.sequence || footer.lastHash !== previous.hash) {
    return {
      wrong: `Entries after ${previous.sequence} are missing: the export says it has ${footer.entries}.`,
    };
  }
  if (expectedHash && expectedHash !== previous.hash) {
    return { wrong: `The last hash is ${previous.hash}, not the one that you kept.` };
  }
  return { header, previous };
}

function wrongWith(entry, previous) {
  const expected = previous.sequence + 1;
  if (entry?.sequence !== expected) return `Entry ${expected} is missing or out of order.`;
  if (entry.previousHash !== previous.hash) return `Entry ${expected} does not continue the entry before it.`;
  const sealed = `${entry.previousHash}|${entry.sequence}|${entry.at}|${entry.text}`;
  if (createHash('sha256').update(sealed, 'utf8').digest('hex') !== entry.hash) {
    return `The contents or the time of entry ${expected} were changed.`;
  }
  return null;
}

if (!file) {
  say('Use: node verify-audit-trail.mjs FILE.jsonl [--last-hash HASH]', 2);
} else {
  try {
    const lines = createInterface({
      input: createReadStream(file, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    const { wrong, noExport, header, previous } = await check(lines);
    if (wrong) say(noExport ? wrong : `NOT INTACT. ${wrong}`, noExport ? 2 : 1);
    else {
      const until = previous.at ? ` Newest entry: ${previous.at}.` : '';
      say(
        `INTACT. ${previous.sequence} entries of ${header.organizationName}.${until} Last hash: ${previous.hash}`,
        0,
      );
    }
  } catch (error) {
    say(`The file could not be read: ${error.message}`, 2);
  }
}
