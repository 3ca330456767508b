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
