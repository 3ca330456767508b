import { expect, test } from 'vitest';
import { shownAddress } from './shown-address';

test.each([
  ['/requested/aB3-x_9', '/requested/…'],
  ['action at /requested/aB3-x_9', 'action at /requested/…'],
  ['action at /sign/aB3-x_9?a=b', 'action at /sign/…?a=b'],
  ['/invitation/aB3', '/invitation/…'],
  ['/new-password/aB3/', '/new-password/…/'],
  ['/evidence/requests/new', '/evidence/requests/new'],
  ['/sign-in', '/sign-in'],
  [`/requested/${'a'.repeat(5_000)}`, '/requested/…'],
])('%s is kept as %s', (address, shown) => expect(shownAddress(address)).toBe(shown));
