#!/usr/bin/env node
// Checks an exported audit log without Inplace, its database or a network. Exit 0: intact. 1: changed. 2: no export or wrong
// call. Hashes computed anew are told by the signatures, with a public key not from the file, or by a hash kept elsewhere.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const USE = `Use: node verify-audit-trail.mjs FILE.jsonl [--public-key KEY]… [--last-hash HASH], where KEY has 43 characters (base64url) and HASH 64 hexadecimal digits.`;
const REFUSED = /\.(damaged|denied|failed|locked|refused)$/; // the kinds of events that say no
const STATEMENT = /^inplace-checkpoint\/1\|(\w+:[\w-]{36})\|(\d+)\|(\d+)\|(\w{64})\|([\d:.TZ-]+)\|(\w{16})$/;
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
let header; // the first line, once it is known to be that of an export
/** What the file says is shown, never obeyed: no control character of it reaches the terminal. */
function say(line, code) {
  const shown = line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  (code === 0 ? process.stdout : process.stderr).write(`${shown}\n`);
  process.exitCode = code;
}
function refuse(fails, words) {
  if (fails) throw new Error(words);
}
function json(text) {
  try {
    return JSON.parse(text);
  } catch {}
}
/** What is not understood is refused: ignored, it would look checked. A key may begin with a dash: not `strict`. */
function readCall() {
  const option = { type: 'string', multiple: true, default: [] };
  const options = { 'public-key': option, 'last-hash': option };
  const { values, positionals } = parseArgs({ strict: false, allowPositionals: true, options });
  const [publicKeys, hashes] = [values['public-key'], values['last-hash']];
  const isHash = hashes.length === 0 || (hashes.length === 1 && /^[\da-f]{64}$/.test(hashes[0]));
  const isCall = positionals.length === 1 && Object.keys(values).length === 2 && isHash;
  refuse(!isCall || !publicKeys.every((key) => /^[\w-]{43}$/.test(key)), USE);
  const keyOf = (x) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const keys = new Map(publicKeys.map((x) => [sha256(Buffer.from(x, 'base64url')).slice(0, 16), keyOf(x)]));
  return { file: positionals[0], keys, kept: hashes[0] };
}
function checkpointOf({ checkpoint: statement, signature }, before, keys) {
  const [, chain, number, sequence, hash, at, keyId] = STATEMENT.exec(statement) ?? [];
  const name = `Checkpoint ${number} of ${at}`;
  refuse(!chain || chain !== header.chain, `After checkpoint ${before.number} stands one of another log.`);
  refuse(+number <= before.number || +sequence < before.sequence, `${name} is out of order.`);
  const key = keys.get(keyId);
  const isSigned = key && verify(null, Buffer.from(statement), key, Buffer.from(`${signature}`, 'base64url'));
  refuse(isSigned === false, `${name} was not signed with its key.`);
  return { name, number: +number, sequence: +sequence, hash, isSigned };
}
// The parts of what is hashed are told apart by their form alone, so the form is strict.
function checkEntry(entry, { sequence, hash, at }) {
  const name = `ntry ${sequence + 1}`;
  const parts = `sequence,at,${header.format.endsWith('/2') ? '' : 'outcome,'}text,previousHash,hash`;
  refuse(`${Object.keys(entry ?? {})}` !== parts, `E${name} has other parts.`);
  refuse(!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(entry.at), `E${name} has no time of the database.`);
  refuse(entry.sequence !== sequence + 1, `E${name} is missing or out of order.`);
  refuse(entry.previousHash !== hash, `E${name} does not continue the entry before it.`);
  const sealed = sha256(`${hash}|${entry.sequence}|${entry.at}|${entry.text}`);
  refuse(sealed !== entry.hash, `The contents or the time of e${name} were changed.`);
  refuse(entry.at < at, `E${name} is older than the entry before it.`);
  const event = json(entry.text);
  refuse(event?.format !== 1 || typeof event.type !== 'string' || !event.actor, `E${name} holds no event.`);
  const outcome = REFUSED.test(event.type) ? 'refused' : 'succeeded';
  refuse('outcome' in entry && entry.outcome !== outcome, `The outcome of e${name} was changed.`);
  return entry;
}
try {
  const { file, keys, kept } = readCall();
  const seals = [{ number: 0, sequence: 0, hash: '0'.repeat(64) }];
  let [number, place, footer, last] = [0, 1, null, { ...seals[0], at: '' }];
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: 1e9 })) {
    const entry = json(line);
    number += 1;
    refuse(entry === undefined, `Line ${number} is not JSON.`);
    // The one way that the app writes a line: no key twice, nothing between, nothing after the end.
    refuse(JSON.stringify(entry) !== line || footer, `Line ${number} was not written by Inplace.`);
    refuse(!header && !/^inplace-audit-trail\/[23]$/.test(entry?.format), 'This is no audit log export.');
    if (!header) header = entry;
    else if (entry?.lastHash !== undefined) footer = entry;
    else if (entry?.checkpoint !== undefined) seals.push(checkpointOf(entry, seals.at(-1), keys));
    else last = checkEntry(entry, last);
    for (; seals[place]?.sequence === last.sequence; place += 1)
      refuse(seals[place].hash !== last.hash, `${seals[place].name} sealed another entry ${last.sequence}.`);
  }
  refuse(!footer, header ? `After entry ${last.sequence} its last line is missing.` : 'The file is empty.');
  const isWhole = footer.entries === last.sequence && footer.lastHash === last.hash && place === seals.length;
  refuse(!isWhole, `Entries after ${last.sequence} are missing.`);
  refuse(kept && kept !== last.hash, `The last hash is ${last.hash}, not the one that you kept.`);
  const seal = seals.findLast(({ isSigned }) => isSigned);
  refuse(keys.size > 0 && !seal, 'No checkpoint is signed with the given key.');
  const facts = `${last.sequence} entries. ${last.at && `Newest entry: ${last.at}. `}Last hash: ${last.hash}.`;
  const sealed = `${seal ? `${seal.name} vouches for entries 1 to ${seal.sequence}` : 'No signature was checked'}.${kept ? '' : ' Not compared with a hash that was kept elsewhere.'}`;
  say(`INTACT. ${facts} ${sealed} Not part of the check: its first line, which names ${header.organizationName}.`, 0); // biome-ignore format: one sentence
} catch (error) {
  if (error.code)
    say(`${error.code}`.startsWith('ERR_PARSE') ? USE : `The file could not be read: ${error.message}`, 2);
  else say(header ? `NOT INTACT. ${error.message}` : error.message, header ? 1 : 2);
}
