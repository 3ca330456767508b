import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assertOutside, postJson } from './delivery';
import { isPublicAddress } from './outbound';

describe('an address that is not public', () => {
  test.each([
    '127.0.0.1',
    '127.255.0.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254', // metadata of clouds
    '198.18.0.1',
    '192.0.2.1',
    '224.0.0.1',
    '255.255.255.255',
    '240.0.0.1',
    '::',
    '::1',
    'fe80::1%eth0',
    'fd00:ec2::254', // metadata again
    'fec0::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2001::1',
    '100::1',
    'not an address',
    '',
  ])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '2a00:1450:4001::200e'])(
    'unlike %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('where events may be sent', () => {
  const none = { allowed: [] };
  test.each([
    'http://93.184.216.34/',
    'https://127.0.0.1/',
    'https://2130706433/', // 127.0.0.1 as one number
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://１２７.0.0.1/',
    'https://localhost/',
    'https://LOCALHOST.:443/',
    'https://no-such-host.invalid/',
  ])('not %s', async (address) => {
    await expect(assertOutside(new URL(address), none)).rejects.toMatchObject({ name: 'DeliveryError' });
    await expect(postJson(new URL(address), {}, '{}', none)).rejects.toMatchObject({ name: 'DeliveryError' });
  });

  test.each(['https://93.184.216.34:22/', 'https://[2606:4700::1111]:8443/', 'https://93.184.216.34:80/'])(
    'not %s: another port than 443 is for whoever runs the instance to allow',
    async (address) => {
      const url = new URL(address);
      await expect(assertOutside(url, none)).rejects.toThrow(/port 443/);
      await expect(postJson(url, {}, '{}', none)).rejects.toThrow(/port 443/);
      await expect(assertOutside(url, { allowed: [url.host] })).resolves.toBeUndefined();
    },
  );

  test('but to a public address, and to what the instance allows by host and port', async () => {
    await expect(assertOutside(new URL('https://93.184.216.34/'), none)).resolves.toBeUndefined();
    const allowed = { allowed: ['127.0.0.1:8080', '[::1]:443'] };
    await expect(assertOutside(new URL('http://127.0.0.1:8080/x'), allowed)).resolves.toBeUndefined();
    await expect(assertOutside(new URL('https://[::1]/x'), allowed)).resolves.toBeUndefined();
    await expect(assertOutside(new URL('http://127.0.0.1:8081/x'), allowed)).rejects.toThrow();
  });
});

describe('a delivery', () => {
  let server: Server;
  let asked: string[] = [];
  const place = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/silent') return;
      if (request.url === '/elsewhere') response.writeHead(307, { location: '/inner' });
      response.end('an answer that nobody reads');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('follows no redirect', async () => {
    asked = [];
    const url = new URL(`http://${place()}/elsewhere`);
    await expect(postJson(url, {}, '{}', { allowed: [place()] })).rejects.toThrow(
      'The receiver answered 307.',
    );
    expect(asked).toEqual(['/elsewhere']);
  });

  test('to a name is refused by what the name leads to when it is connected, not by its letters', async () => {
    asked = [];
    const { port } = server.address() as AddressInfo;
    await expect(postJson(new URL(`https://localhost:${port}/`), {}, '{}', { allowed: [] })).rejects.toThrow(
      'inside this network',
    );
    expect(asked).toEqual([]);
  });
});
