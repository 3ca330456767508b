import 'server-only';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { env } from './env';

/** The scanner does not answer, or answers with an error: nothing is known about the file. */
export class ScannerError extends Error {}

export type MalwareVerdict = { isClean: true } | { isClean: false; name: string };

/** The scanner has all of the file and gave no verdict in time. */
export class ScannerTimeout extends ScannerError {}

export type ScannerLimits = {
  /** So long may the scanner be silent while it is called and takes the file. */
  silenceMs: number;
  /** So long may it look at a file that it has whole. By itself it gives up after two minutes (MaxScanTime). */
  verdictMs: number;
};
const usualLimits: ScannerLimits = { silenceMs: 60_000, verdictMs: 150_000 };
const CHUNK_BYTES = 64 * 1024;
const MAX_ANSWER_BYTES = 4096;

/** Whether a malware scanner is set up (CLAMD). */
export function hasMalwareScanner(): boolean {
  return env().CLAMD !== undefined;
}

/**
 * Streams bytes to clamd (INSTREAM of its protocol: each piece behind its length, an empty one at the end) and reads the
 * verdict. Throws ScannerError when there is none.
 */
export async function scanForMalware(
  source: AsyncIterable<Uint8Array>,
  address: string = env().CLAMD ?? '',
  limits: ScannerLimits = usualLimits,
): Promise<MalwareVerdict> {
  const socket = connect(placeOf(address));
  socket.setTimeout(limits.silenceMs, () => socket.destroy(new ScannerError('the scanner is silent')));
  let verdictTimer: NodeJS.Timeout | undefined;
  const answer = answerOf(socket);
  // Its failure is heard below; until then nobody waits for it.
  answer.catch(() => undefined);
  try {
    await once(socket, 'connect');
    await send(socket, Buffer.from('zINSTREAM\0'));
    for await (const bytes of source) {
      for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) {
        const chunk = bytes.subarray(at, at + CHUNK_BYTES);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(chunk.byteLength);
        await send(socket, Buffer.concat([length, chunk]));
      }
      // It has seen enough: what is too large for it, or what it will not have.
      if (socket.readableEnded || socket.destroyed) break;
    }
    if (socket.writable) await send(socket, Buffer.alloc(4));
    // Now it works in silence, however long it takes, and not for ever.
    socket.setTimeout(0);
    verdictTimer = setTimeout(
      () => socket.destroy(new ScannerTimeout('the scanner gave no verdict in time')),
      limits.verdictMs,
    );
    return verdictOf(await answer);
  } catch (error) {
    if (!isOfSocket(error) || error instanceof ScannerTimeout) throw error;
    // It may have said why before it hung up.
    const said = await Promise.race([
      answer.catch(() => ''),
      new Promise<string>((done) => setTimeout(done, 200, '')),
    ]);
    if (said) return verdictOf(said);
    throw new ScannerError(error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(verdictTimer);
    socket.destroy();
  }
}

function placeOf(address: string): { path: string } | { host: string; port: number } {
  if (address.startsWith('unix:')) return { path: address.slice('unix:'.length) };
  const { hostname, port } = new URL(address);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}

async function answerOf(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of socket) {
    pieces.push(piece as Buffer);
    bytes += (piece as Buffer).byteLength;
    if (bytes > MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(pieces).toString('utf8').replaceAll('\0', '').trim();
}

/** "stream: OK", "stream: Eicar-Test-Signature FOUND"; anything else is an error in words. */
function verdictOf(answer: string): MalwareVerdict {
  if (answer === 'stream: OK') return { isClean: true };
  const name = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1];
  if (name) return { isClean: false, name };
  throw new ScannerError(answer.slice(0, 200) || 'the scanner hung up');
}

function send(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function isOfSocket(error: unknown): boolean {
  return (
    error instanceof ScannerError ||
    (error instanceof Error &&
      'code' in error &&
      typeof error.code === 'string' &&
      /^E[A-Z]+|ERR_STREAM/.test(error.code))
  );
}
