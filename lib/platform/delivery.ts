import 'server-only';
import { lookup as resolve } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './outbound';
import { ownValue } from './own-value';

/** A delivery that did not arrive, in words for whoever manages it. Never with what the other side has answered. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
}

export type OutboundSettings = {
  /** "host:port" that may lead inside, may be http and may have another port than 443. */
  allowed: readonly string[];
  /** Certificates in place of the system's. */
  ca?: string | undefined;
};

const INSIDE = 'The address leads inside this network, where no webhook may go.';
const PORT = 'The address must use port 443, unless whoever runs Inplace lists it in WEBHOOK_ALLOW.';
const TIMEOUT_MS = 10_000;

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

function isAllowed(url: URL, { allowed }: OutboundSettings): boolean {
  return allowed.includes(`${url.hostname}:${portOf(url)}`);
}

/**
 * What is wrong with where an address leads, or null. Other ports than that of https belong to other services: whoever
 * could name them could make this server knock there, and would hear from the error what answers.
 */
function wrongWith(url: URL, addresses: readonly string[]): DeliveryError | null {
  if (addresses.length === 0) return new DeliveryError('This host name has no address.');
  if (!addresses.every(isPublicAddress)) return new DeliveryError(INSIDE);
  return portOf(url) === '443' ? null : new DeliveryError(PORT);
}

/**
 * Throws DeliveryError unless events may be sent there: https to port 443 of a public address, or what the instance
 * allows.
 */
export async function assertOutside(url: URL, settings: OutboundSettings): Promise<void> {
  if (isAllowed(url, settings)) return;
  if (url.protocol !== 'https:') throw new DeliveryError('The address must begin with https://.');
  const host = hostOf(url);
  const found = isIP(host) === 0 ? await resolve(host, { all: true }).catch(() => []) : [{ address: host }];
  const wrong = wrongWith(
    url,
    found.map(({ address }) => address),
  );
  if (wrong) throw wrong;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/**
 * Names are resolved here and nowhere else, so the address that was looked at is the one that is connected to: a name
 * that answers differently the second time (DNS rebinding) gains nothing.
 */
function outsideLookup(url: URL): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { all: true, family: options.family, hints: options.hints }).then(
      (found) => {
        const [first] = found;
        const wrong = wrongWith(
          url,
          found.map(({ address }) => address),
        );
        if (wrong || !first) callback(wrong, '', 0);
        else if (options.all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      () => callback(wrongWith(url, []), '', 0),
    );
  };
}

/** Posts JSON and asks for a 2xx. Follows no redirect and reads no answer. Throws DeliveryError. */
export async function postJson(
  url: URL,
  headers: Record<string, string>,
  body: string,
  settings: OutboundSettings,
): Promise<void> {
  const allowed = isAllowed(url, settings);
  if (!allowed) {
    // A host that is an address is never resolved, so the lookup would not see it.
    const host = hostOf(url);
    if (url.protocol !== 'https:') throw new DeliveryError('The address must begin with https://.');
    const wrong = isIP(host) === 0 ? null : wrongWith(url, [host]);
    if (wrong) throw wrong;
  }
  const options: https.RequestOptions = {
    method: 'POST',
    agent: false, // no connection is kept that was made under another answer of the name server
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    timeout: TIMEOUT_MS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(settings.ca && { ca: settings.ca }),
    ...(!allowed && { lookup: outsideLookup(url) }),
  };
  await new Promise<void>((done, fail) => {
    const request = (url.protocol === 'http:' ? http : https).request(url, options, (response) => {
      const status = response.statusCode ?? 0;
      response.destroy();
      if (status >= 200 && status < 300) done();
      else fail(new DeliveryError(`The receiver answered ${status}.`));
    });
    request.on('error', (error) => fail(inWords(error)));
    request.on('timeout', () => request.destroy(new DeliveryError('The receiver did not answer in time.')));
    request.end(body);
  });
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The receiver refuses the connection.',
  ECONNRESET: 'The receiver broke the connection off.',
  ETIMEDOUT: 'The receiver did not answer in time.',
  ABORT_ERR: 'The receiver did not answer in time.',
  ENOTFOUND: 'This host name has no address.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the receiver is for another name.',
  CERT_HAS_EXPIRED: 'The certificate of the receiver has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the receiver comes from nobody who is trusted here.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the receiver comes from nobody who is trusted here.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate of the receiver comes from nobody who is trusted here.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate of the receiver comes from nobody who is trusted here.',
};

/** A failure of the network in words: codes are known, messages may hold what nobody should read. */
export function inWords(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new DeliveryError(ownValue(words, code) ?? `The connection failed${code ? ` (${code})` : ''}.`);
}
