/**
 * What the build without checks has in place of the product's own: modules of this folder, beside which the product's own
 * stays for what they do not replace. The gate on bench/unguarded fails when the product's module exports something that stands in
 * neither list, for then somebody must say whether it checks.
 */
export const replaced = [
  {
    module: 'lib/access/session',
    by: 'bench/unguarded/session',
    replaces: ['findSession'],
    keeps: [
      'sessionMaxAge',
      'isSecureSite',
      'sessionCookieName',
      'sessionCookieValue',
      'cookieIn',
      'findAnySession', // for the second factor alone; no measured page asks it
      'sessionIdOf',
    ],
  },
  {
    module: 'lib/access/read',
    by: 'bench/unguarded/read',
    replaces: ['read', 'readTogether'],
    keeps: ['readStatement'], // one statement either way; the connection's role passes row-level security by
  },
];
