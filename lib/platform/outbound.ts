import 'server-only';
import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { env } from './env';
import { AppError } from './errors';

const SECONDS = 10;
const LARGEST_ANSWER = 512 * 1024;

/** Everything that is not the public internet (IANA's special-purpose registries). */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the public internet. IPv4 in the dress of IPv6 is not: nobody needs to write it so. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !inside.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return global6.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function refused(words: string): AppError {
  return new AppError('INVALID', words);
}

/** How a host stands in OIDC_ALLOW_HOSTS: "name" for port 443, or "name:port". */
function placeOf(url: URL): string {
  return url.port === '' ? url.hostname : `${url.hostname}:${url.port}`;
}

function isAllowedHost(url: URL): boolean {
  const places = env()
    .OIDC_ALLOW_HOSTS.split(',')
    .map((place) => place.trim().toLowerCase());
  return places.includes(placeOf(url));
}

/**
 * Throws INVALID for an address that this server must not call for somebody: anything but https at port 443 of a named
 * or public host, unless the administrator of the instance has listed it.
 */
export function assertCallable(url: URL): void {
  if (url.username || url.password) throw refused('Leave name and password out of the address.');
  if (url.protocol === 'http:' && env().OIDC_ALLOW_HTTP === 'yes' && LOOPBACK.has(url.hostname)) return;
  if (url.protocol !== 'https:') throw refused('The address must begin with https://');
  if (isAllowedHost(url)) return;
  const bare = url.hostname.replace(/^\[|\]$|\.$/g, '');
  const isInside = isIP(bare) !== 0 && !isPublicAddress(bare);
  if (url.port !== '' || isInside || LOOPBACK.has(bare)) throw insideError(url);
}

function insideError(url: URL): AppError {
  return refused(
    `${url.host} is inside your network or at a port of its own. Whoever runs this server can allow it: OIDC_ALLOW_HOSTS=${placeOf(url)}`,
  );
}

type Resolver = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Resolves a name and refuses it when any of its addresses is inside; the connection goes to what was checked. */
function guardedLookup(url: URL, lookUp: Resolver): LookupFunction {
  const isFree = isAllowedHost(url) || url.protocol === 'http:';
  return (hostname, options, done) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses = []) => {
      const [first] = addresses;
      if (error || !first) return done(error ?? new Error('no address'), '', 0);
      if (!isFree && addresses.some(({ address }) => !isPublicAddress(address)))
        return done(insideError(url), '', 0);
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

type Call = {
  method?: string | undefined;
  headers?: Record<string, string> | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
};

/**
 * Calls an address that somebody typed: checked before and while connecting, ten seconds, at most 512 KB, and no
 * redirect is followed. Throws INVALID where the address is not allowed.
 */
export async function callOutside(
  address: string,
  call: Call = {},
  resolve: Resolver = systemLookup,
): Promise<Response> {
  const url = new URL(address);
  assertCallable(url);
  const body = call.body === undefined || call.body === null ? null : String(call.body);
  const message = await new Promise<IncomingMessage>((done, fail) => {
    const open = url.protocol === 'https:' ? requestHttps : requestHttp;
    const sending = open(
      url,
      {
        method: call.method ?? 'GET',
        headers: { ...call.headers, ...(body !== null && { 'content-length': Buffer.byteLength(body) }) },
        lookup: guardedLookup(url, resolve),
        agent: false,
        signal: AbortSignal.any([AbortSignal.timeout(SECONDS * 1000), ...(call.signal ? [call.signal] : [])]),
      },
      done,
    );
    sending.on('error', fail);
    sending.end(body ?? undefined);
  });
  const answer = await boundedAnswer(message);
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers))
    if (typeof value === 'string') headers.set(name, value);
  const status = message.statusCode ?? 502;
  return new Response(status === 204 || status === 304 ? null : new Uint8Array(answer), { status, headers });
}

async function boundedAnswer(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > LARGEST_ANSWER) {
      message.destroy();
      throw refused('The answer from that address is larger than 512 KB.');
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
