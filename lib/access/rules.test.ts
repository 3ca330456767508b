import { describe, expect, test } from 'vitest';
import { deriveReturnPath, isOwnOrigin } from './rules';

describe('after signing in', () => {
  test.each([
    ['/assessments/1/table?show=open', '/assessments/1/table?show=open'],
    ['/settings', '/settings'],
    ['/a/../settings', '/settings'],
  ])('the path %j is opened', (next, path) => {
    expect(deriveReturnPath(next)).toBe(path);
  });

  test.each([
    [undefined],
    [['/settings', '/evidence']],
    [''],
    ['/'],
    ['settings'],
    ['https://evil.example/'],
    ['//evil.example'],
    ['/\\evil.example'],
    ['/\t/evil.example'],
    ['/a\\..\\..//evil.example'],
    ['javascript:alert(1)'],
    ['/sign-in?next=/sign-in'],
    [`/${'a'.repeat(2000)}`],
  ])('%j leads to the overview', (next) => {
    expect(deriveReturnPath(next)).toBe('/dashboard');
  });

  test('a path that folds into another host stays on this site', () => {
    expect(deriveReturnPath('/a/..//evil.example')).toBe('/dashboard');
  });
});

describe('a changing request is of this site', () => {
  const asked = (head: Record<string, string>, address = 'https://pci.example.com') =>
    isOwnOrigin((name) => head[name] ?? null, address);

  test.each([
    [{ origin: 'https://pci.example.com', host: 'pci.example.com' }],
    // A proxy that does not pass the name on.
    [{ origin: 'https://pci.example.com', host: '10.0.0.7:3000', 'sec-fetch-site': 'same-origin' }],
  ] as Record<string, string>[][])('with %j', (head = {}) => {
    expect(asked(head)).toBe(true);
  });

  const near = [
    'localhost:3000',
    'pci.localhost:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    '10.0.0.7:3000',
    '172.16.0.1',
    '172.31.255.1',
    '192.168.1.20:3000',
    '169.254.1.1',
    '[fd12:3456::1]:3000',
    '[fe80::1]:3000',
    'server:3000',
    'server.local',
    'server.internal',
    'server.home.arpa',
  ];
  const plain = 'http://pci.example.com:3000';

  test.each(near)('of the own network, where the site is asked without TLS: %s', (host) => {
    expect(asked({ origin: `http://${host}`, host }, plain)).toBe(true);
  });

  // Sessions of a site with TLS belong to its one name; whoever is in the same network is no page of it.
  test.each(near)('never of the own network, where the site has a name with TLS: %s', (host) => {
    expect(asked({ origin: `http://${host}`, host })).toBe(false);
    expect(asked({ origin: `https://${host}`, host })).toBe(false);
  });

  test.each([
    '203.0.113.9:3000',
    '172.32.0.1',
    '172.15.0.1',
    '192.169.0.1',
    '11.0.0.1',
    '[2001:db8::1]:3000',
    '[64:ff9b::a00:1]',
    'server.example',
  ])('not of an address that anybody may have: %s', (host) => {
    expect(asked({ origin: `http://${host}`, host }, plain)).toBe(false);
  });

  test.each([
    [{ host: 'pci.example.com' }],
    [{ origin: '', host: 'pci.example.com' }],
    [{ origin: 'null', host: 'null' }],
    [{ origin: 'https://evil.example', host: 'pci.example.com' }],
    [{ origin: 'https://evil.pci.example.com', host: 'pci.example.com' }],
    [{ origin: 'http://pci.example.com', host: 'pci.example.com' }],
    [{ origin: 'https://pci.example.com:8443', host: 'pci.example.com' }],
    [{ origin: 'https://evil.example', host: 'evil.example' }],
    [{ origin: 'http://evil.example:3000', host: 'evil.example:3000' }],
    [{ origin: 'http://127.0.0.1.evil.example', host: '127.0.0.1.evil.example' }],
    [{ origin: 'https://evil.example', host: 'pci.example.com', 'x-forwarded-host': 'evil.example' }],
    [{ origin: 'https://pci.example.com', host: 'pci.example.com', 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'https://pci.example.com', host: 'pci.example.com', 'sec-fetch-site': 'same-site' }],
    [{ origin: 'file://', host: '' }],
    [{ origin: 'not an origin', host: 'not an origin' }],
  ] as Record<string, string>[][])('not with %j', (head = {}) => {
    expect(asked(head)).toBe(false);
  });
});
