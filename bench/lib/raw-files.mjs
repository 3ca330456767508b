// What files are compared with: a bare server that writes an upload to the disk and syncs it, and sends it again.
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';

const [file = ''] = process.argv.slice(2);

const server = createServer((incoming, outgoing) => {
  answer(incoming, outgoing).catch((error) => outgoing.destroy(error));
});

async function answer(incoming, outgoing) {
  if (incoming.method === 'GET') {
    outgoing.setHeader('content-length', statSync(file).size);
    await pipeline(createReadStream(file, { highWaterMark: 512 * 1024 }), outgoing);
    return;
  }
  await pipeline(incoming, createWriteStream(file));
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  outgoing.writeHead(204).end();
}

server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('disconnect', () => process.exit(0));
