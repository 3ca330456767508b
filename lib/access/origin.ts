import 'server-only';
import { isIP } from 'node:net';
import { env } from '@/lib/platform/env';

/**
 * The address that a request came from (10.2.2), or undefined where it is not known. Without a reverse proxy it is the
 * other end of the connection. Behind TRUSTED_PROXIES proxies it is what the outermost of them wrote: each appends one
 * address to X-Forwarded-For, and whatever stands before those was written by the sender.
 */
export function originOf(header: (name: string) => string | null | undefined): string | undefined {
  const hops = env().TRUSTED_PROXIES;
  const forwarded = (header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const address = hops === 0 ? header('x-inplace-peer') : forwarded.at(-hops);
  // Some proxies write the port too: "198.51.100.7:4711", "[2001:db8::1]:4711".
  const bare = (address ?? '').replace(/^\[(.+)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  const plain = bare.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(plain) === 0 ? undefined : plain;
}

/** What is counted for an address: of IPv6 the network of 64 bits, because one connection has that many addresses. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const groups = [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/**
 * Whether the browser asks by itself: then a session does not live on through it (8.2.8). Our own pages say so in a header
 * of theirs; links that are fetched before anybody clicks them in those of the framework and the browser.
 */
export function isBackground(header: (name: string) => string | null | undefined): boolean {
  return (
    header('x-inplace-background') === '1' ||
    header('next-router-prefetch') != null ||
    (header('sec-purpose') ?? '').startsWith('prefetch')
  );
}
