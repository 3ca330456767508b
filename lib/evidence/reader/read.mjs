// A program of its own, started for one file: takes its bytes on standard input and says its text on standard output, as
// lines of JSON. It has no environment, no rights on files but these programs, and is ended when it takes too long or too
// much. Whatever a file makes it do, it does not do it in the server.
import './quiet.mjs';
import './offline.mjs';
import { readOffice } from './office.mjs';
import { readPdf } from './pdf.mjs';
import { Stop } from './stop.mjs';

const READERS = { pdf: readPdf, office: readOffice };
const LINE_CHARACTERS = 32 * 1024;

// The server ends this program. Should the server be gone, it ends itself: by this clock, or when nobody hears it any more.
const [, , format, lifeMillis] = process.argv;
setTimeout(() => process.exit(1), Number(lifeMillis));

const say = (line) =>
  new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(line)}\n`, (error) => (error ? process.exit(1) : resolve()));
  });

/** Says a piece of text, in lines that are never long. */
async function saySection(section, lineName, text) {
  for (let at = 0; at < text.length; at += LINE_CHARACTERS)
    await say({ section, lineName, text: text.slice(at, at + LINE_CHARACTERS) });
}

async function standardInput() {
  const pieces = [];
  for await (const piece of process.stdin) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function outcome() {
  try {
    return await READERS[format](await standardInput(), saySection);
  } catch (error) {
    return error instanceof Stop ? error.outcome : { read: 'NOT', why: 'BROKEN' };
  }
}

await say({ outcome: await outcome() });
process.exit(0);
