import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ScannerError, ScannerTimeout, scanForMalware } from './clamd';

let server: Server | undefined;
afterEach(() => server?.close());

/** A scanner that does this once it has the whole file. */
async function scanner(answer: (connection: Socket) => void): Promise<string> {
  server = createServer((connection) => {
    let tail = Buffer.alloc(0);
    connection.on('error', () => undefined);
    connection.on('data', (bytes) => {
      tail = Buffer.concat([tail, bytes]).subarray(-4);
      if (tail.equals(Buffer.alloc(4))) answer(connection);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  return `tcp://127.0.0.1:${typeof place === 'object' && place ? place.port : 0}`;
}
const file = () => new Blob(['harmless']).stream() as ReadableStream<Uint8Array>;

test('a scanner may look longer at a whole file than it may be silent before', async () => {
  const address = await scanner((connection) => setTimeout(() => connection.end('stream: OK\0'), 400));
  expect(await scanForMalware(file(), address, { silenceMs: 100, verdictMs: 5_000 })).toEqual({
    isClean: true,
  });
});

test('one that has the whole file and stays silent ends in a time-out of its own kind', async () => {
  const address = await scanner(() => undefined);
  const limits = { silenceMs: 60_000, verdictMs: 200 };
  await expect(scanForMalware(file(), address, limits)).rejects.toThrow(ScannerTimeout);
});

test('one that dribbles without an end does not hold the file for ever', async () => {
  const address = await scanner((connection) => {
    const dribble = setInterval(() => connection.write('s'), 20);
    connection.on('close', () => clearInterval(dribble));
  });
  const limits = { silenceMs: 60_000, verdictMs: 300 };
  await expect(scanForMalware(file(), address, limits)).rejects.toThrow(ScannerTimeout);
});

test('an answer that is too long to be one is none', async () => {
  const address = await scanner((connection) => connection.write('s'.repeat(100_000)));
  await expect(scanForMalware(file(), address, { silenceMs: 5_000, verdictMs: 5_000 })).rejects.toThrow(
    ScannerError,
  );
});
