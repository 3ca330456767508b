/** Where a sign-in may lead back to: a path of this site, never another address. Anything else is the overview. */
export function deriveReturnPath(next: unknown): string {
  const overview = '/dashboard';
  if (typeof next !== 'string' || next.length > 2000) return overview;
  // Browsers read "//host", "/\host" and paths with control characters as other sites.
  if (!/^\/[^/\\]/.test(next) || /[\\\p{Cc}]/u.test(next)) return overview;
  const url = new URL(next, 'http://inplace.invalid');
  if (url.host !== 'inplace.invalid' || /^\/(\/|sign-in)/.test(url.pathname)) return overview;
  return url.pathname + url.search;
}

/** Stands in the place of the password when the sign-on provider was asked instead; it opens nothing by itself. */
export const providerProof = 'sign-on';

/** The same where a passkey has signed: what it signed goes along and is checked. */
export const passkeyMark = 'passkey';

/** For so long a second factor counts for acts that bind; then it is asked for again. */
const SECOND_FACTOR_COUNTS_MS = 15 * 60_000;

/** Whether a code is asked for beside the password. `marginMs`: for forms that are filled in before they are sent. */
export function givesSecondFactorAnew(secondFactorAt: Date | null, now: Date, marginMs = 0): boolean {
  return (
    secondFactorAt === null || now.getTime() - secondFactorAt.getTime() > SECOND_FACTOR_COUNTS_MS - marginMs
  );
}

/**
 * Names and addresses that no stranger can make lead here: of this machine, of a private network (RFC 1918, 3927, 4193), or
 * without a registry behind them. As URL writes them: numeric addresses have four parts, IPv6 is in brackets.
 */
const OWN_NETWORK = new RegExp(
  `^(?:${[
    String.raw`(?:10|127)(?:\.\d+){3}`,
    String.raw`(?:192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+){2}`,
    String.raw`\[(?:::1|f[cd][\da-f]{2}:[\da-f:.]*|fe[89ab][\da-f]:[\da-f:.]*)\]`,
    String.raw`[^.[\]]+`,
    String.raw`.+\.(?:localhost|local|internal|home\.arpa)`,
  ].join('|')})$`,
);

/**
 * Whether a browser says that a page of this site made the request: its Origin is the address that people use
 * (`publicAddress`), or the one that was asked for (Host), where that is of the own network and the site has no TLS. Any
 * other Host may be a name of a stranger's, which leads here for as long as they like; a site with TLS has one name, and
 * whoever answers to another in the same network is not it. Forwarded-host headers are not believed.
 */
export function isOwnOrigin(header: (name: string) => string | null, publicAddress: string): boolean {
  const site = header('sec-fetch-site');
  const origin = header('origin');
  if ((site !== null && site !== 'same-origin') || !origin || !URL.canParse(origin)) return false;
  const { host, hostname } = new URL(origin);
  const own = new URL(publicAddress);
  if (origin === own.origin) return true;
  return own.protocol === 'http:' && host !== '' && host === header('host') && OWN_NETWORK.test(hostname);
}
