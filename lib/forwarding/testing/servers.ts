import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createPlain, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { afterEach } from 'vitest';

export type Certificates = { ca: string; key: string; cert: string };

/** A certificate authority of its own and a certificate for one name or address, made by openssl. */
export function makeCertificates(name: string): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'inplace-certificates-'));
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const kind = /^[\d.]+$/.test(name) ? 'IP' : 'DNS';
  run(
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=TestCA -keyout ca.key -out ca.pem'.split(
      ' ',
    ),
  );
  run(
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=server -CA ca.pem -CAkey ca.key -keyout server.key -out server.pem'.split(
      ' ',
    ),
    '-addext',
    `subjectAltName=${kind}:${name}`,
    '-addext',
    'basicConstraints=critical,CA:FALSE',
  );
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const made = { ca: read('ca.pem'), key: read('server.key'), cert: read('server.pem') };
  rmSync(folder, { recursive: true });
  return made;
}

export type Collector = { port: number; messages: string[]; close: () => Promise<void> };

/** Messages with their length in front (RFC 6587), out of a stream of bytes; the rest is what has not come whole. */
export function readOctetCounted(bytes: Buffer): { messages: string[]; rest: Buffer } {
  const messages: string[] = [];
  let rest = bytes;
  for (;;) {
    const space = rest.indexOf(0x20);
    const length = Number(rest.subarray(0, Math.max(0, space)).toString('ascii'));
    if (space < 1 || rest.length < space + 1 + length) return { messages, rest };
    messages.push(rest.subarray(space + 1, space + 1 + length).toString('utf8'));
    rest = rest.subarray(space + 1 + length);
  }
}

/** A syslog collector over TCP, or over TLS when it gets certificates. `hear` may break a connection off. */
export async function openCollector(
  certificates: Certificates | null,
  { port = 0, hear = () => {} }: { port?: number; hear?: (socket: Socket, messages: string[]) => void } = {},
): Promise<Collector> {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const take = (socket: Socket) => {
    sockets.add(socket);
    let rest: Buffer = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      const read = readOctetCounted(Buffer.concat([rest, bytes]));
      rest = read.rest;
      messages.push(...read.messages);
      hear(socket, messages);
    });
  };
  const server = certificates ? createTls(certificates, take) : createPlain(take);
  server.on('error', () => {});
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

export type Delivery = { headers: Record<string, string | string[] | undefined>; body: string };
export type Receiver = { port: number; deliveries: Delivery[]; close: () => Promise<void> };

/** A webhook receiver over HTTPS. `status` decides its answer. */
export async function openReceiver(
  certificates: Certificates,
  { port = 0, status = () => 204 }: { port?: number; status?: (delivery: Delivery) => number } = {},
): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  const server = createHttps(certificates, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const delivery = { headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
      const code = status(delivery);
      if (code < 300) deliveries.push(delivery);
      response.writeHead(code, { location: 'https://127.0.0.1/elsewhere' }).end();
    });
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    deliveries,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** Closes after each test what was opened in it. */
export function closingAfterEach(): <S extends { close: () => Promise<void> }>(server: S) => S {
  let opened: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    for (const server of opened) await server.close();
    opened = [];
  });
  return (server) => {
    opened.push(server);
    return server;
  };
}
