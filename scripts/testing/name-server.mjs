// A name server on this machine that answers TXT questions over UDP, for tests of proven domains.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const TXT = 16;

/** Starts it; `records` maps a name to the text of its record. */
export async function startNameServer() {
  /** @type {Map<string, string>} */
  const records = new Map();
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => socket.send(answerTo(question, records), from.port, from.address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const close = async () => {
    socket.close();
    await once(socket, 'close');
  };
  return { address: `127.0.0.1:${socket.address().port}`, records, close };
}

/** RFC 1035: the question again, and one answer when the name is known. */
function answerTo(question, records) {
  const labels = [];
  let at = 12;
  while (question[at] !== 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + question[at]));
    at += 1 + question[at];
  }
  const asked = question.subarray(12, at + 5);
  const text =
    question.readUInt16BE(at + 1) === TXT ? records.get(labels.join('.').toLowerCase()) : undefined;
  const head = Buffer.alloc(12);
  question.copy(head, 0, 0, 2);
  head.writeUInt16BE(text === undefined ? 0x8183 : 0x8180, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(text === undefined ? 0 : 1, 6);
  if (text === undefined) return Buffer.concat([head, asked]);
  const data = Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);
  const record = Buffer.from([0xc0, 0x0c, 0, TXT, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, asked, record, data]);
}
