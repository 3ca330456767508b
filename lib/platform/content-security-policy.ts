type Policy = { nonce: string; isDevelopment: boolean; isSecure: boolean };

/**
 * The policy of every page: scripts and styles only with this request's nonce (or loaded by a script that has it),
 * no plug-ins, no framing, no base or form target elsewhere, DOM sinks only through the framework's Trusted Types.
 */
export function contentSecurityPolicy({ nonce, isDevelopment, isSecure }: Policy): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // The development server puts styles into the page itself; a nonce would switch 'unsafe-inline' off again.
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // The development server's own overlay and hot reload write scripts as text.
    ...(isDevelopment ? [] : ["require-trusted-types-for 'script'", 'trusted-types nextjs default']),
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
