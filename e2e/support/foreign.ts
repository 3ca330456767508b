import { instance } from './instance';

/** Requests that no page of ours can have caused, by what a browser or somebody in between writes into them. */
export function foreignHeads(): Record<string, Record<string, string>> {
  const { origin, host, hostname, protocol } = new URL(instance().baseUrl);
  const evil = 'https://evil.example';
  return {
    'no origin': {},
    'the origin of a sandboxed frame': { origin: 'null' },
    'another site': { origin: evil },
    'a sub-domain': { origin: `${protocol}//evil.${host}` },
    'a site that ends like ours': { origin: `${protocol}//evil${host}` },
    'another port of this machine': { origin: `${protocol}//${hostname}:1` },
    'a browser that says cross-site': { origin, 'sec-fetch-site': 'cross-site' },
    'a browser that says same-site': { origin, 'sec-fetch-site': 'same-site' },
    'a link or a typed address': { origin, 'sec-fetch-site': 'none' },
    'a matching X-Forwarded-Host': {
      origin: evil,
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    },
    'a matching Forwarded': { origin: evil, forwarded: 'host=evil.example;proto=https' },
    'a matching Host': { origin: 'http://evil.example', host: 'evil.example' },
  };
}

/** What an answer must not carry: it would let pages of other sites read it. */
export function sharedWith(headers: Record<string, string>): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}
