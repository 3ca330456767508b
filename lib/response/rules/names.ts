/**
 * Short names of the twelve principal requirements and the appendices, for trees and column heads where the full title
 * does not fit. Our own words.
 */
export const principalShortNames: Readonly<Record<string, string>> = {
  '1': 'Network controls',
  '2': 'Secure configuration',
  '3': 'Stored account data',
  '4': 'Encrypted transmission',
  '5': 'Malware protection',
  '6': 'Secure software',
  '7': 'Access by need to know',
  '8': 'Users and authentication',
  '9': 'Physical access',
  '10': 'Logging and monitoring',
  '11': 'Security testing',
  '12': 'Policy and programme',
  A1: 'Multi-tenant providers',
  A2: 'SSL and early TLS',
  A3: 'Designated entities',
};
