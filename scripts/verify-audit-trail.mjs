#!/usr/bin/env node
// Checks an exported audit log without Inplace, its database or a network: node verify-audit-trail.mjs FILE.jsonl
// It recomputes every hash. Exit 0: intact. Exit 1: something was changed. Exit 2: this is no export, or a wrong call.
// Whoever can rewrite a whole file can compute its hashes anew: only a last hash that was kept elsewhere tells that.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const USE =
  'Use: node verify-audit-trail.mjs FILE.jsonl [--last-hash HASH], where HASH has 64 hexadecimal digits.';
const KEYS = ['at', 'hash', 'previousHash', 'sequence', 'text'];
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

const { file, expectedHash, wrongCall } = readCall(process.argv.slice(2));

/** The file, and the hash to compare with or null. Whatever is not understood is refused: ignored, it would look checked. */
function readCall([file, ...rest]) {
  if (rest.length === 0) return { file, expectedHash: null, wrongCall: !file || file.startsWith('-') };
  const [name, value] = rest.length === 1 ? rest[0].split('=') : rest;
  const isHash = name === '--last-hash' && rest.length <= 2 && /^[0-9a-f]{64}$/.test(value ?? '');
  return { file, expectedHash: value, wrongCall: !isHash || file.startsWith('-') };
}

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
    // The one way that the app writes a line: no key twice, nothing between.
    if (JSON.stringify(entry) !== line)
      return { wrong: `Line ${lineNumber} was not written by Inplace.`, noExport: lineNumber === 1 };
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
  if (expectedHash !== null && expectedHash !== previous.hash) {
    return { wrong: `The last hash is ${previous.hash}, not the one that you kept.` };
  }
  return { header, previous };
}

function wrongWith(entry, previous) {
  const expected = previous.sequence + 1;
  // The parts of what is hashed are told apart by their form alone, so the form is strict.
  if (typeof entry !== 'object' || entry === null || Object.keys(entry).sort().join() !== KEYS.join())
    return `Entry ${expected} has other parts than an export has.`;
  if (!TIME.test(entry.at)) return `Entry ${expected} has no time of the database.`;
  if (entry?.sequence !== expected) return `Entry ${expected} is missing or out of order.`;
  if (entry.previousHash !== previous.hash) return `Entry ${expected} does not continue the entry before it.`;
  const sealed = `${entry.previousHash}|${entry.sequence}|${entry.at}|${entry.text}`;
  if (createHash('sha256').update(sealed, 'utf8').digest('hex') !== entry.hash) {
    return `The contents or the time of entry ${expected} were changed.`;
  }
  if (entry.at < previous.at) return `Entry ${expected} is older than the entry before it.`;
  if (!isEvent(entry.text)) return `Entry ${expected} holds no event.`;
  return null;
}

/** One JSON object of the known format, written the one way that the app writes it: no key twice, no spaces. */
function isEvent(text) {
  try {
    const event = JSON.parse(text);
    return event?.format === 1 && typeof event.type === 'string' && event.actor !== null;
  } catch {
    return false;
  }
}

if (wrongCall) {
  say(USE, 2);
} else {
  try {
    const lines = createInterface({
      input: createReadStream(file, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    const { wrong, noExport, header, previous } = await check(lines);
    if (wrong) say(noExport ? wrong : `NOT INTACT. ${wrong}`, noExport ? 2 : 1);
    else {
      const kept = expectedHash === null ? ' Not compared with a hash that was kept elsewhere.' : '';
      const until = previous.at ? ` Newest entry: ${previous.at}.` : '';
      say(
        `INTACT. ${previous.sequence} entries of ${header.organizationName}.${until} Last hash: ${previous.hash}.${kept}`,
        0,
      );
    }
  } catch (error) {
    say(`The file could not be read: ${error.message}`, 2);
  }
}
