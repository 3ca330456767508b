import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callOutside, isPublicAddress } from './outbound';

let opened = 0;
const server = createServer((request, response) => {
  if (request.url === '/moved') {
    response.writeHead(302, { location: 'http://169.254.169.254/' });
    response.end();
  } else if (request.url === '/large') response.end('x'.repeat(600 * 1024));
  else response.end('ok');
});
server.on('connection', () => {
  opened += 1;
});
let port = 0;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('calling an address that somebody typed', () => {
  it('opens no connection to anything inside, however it is written', async () => {
    const before = opened;
    for (const host of [
      '127.0.0.1',
      'localhost',
      '0',
      '0x7f.1',
      '2130706433',
      '127.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[64:ff9b::7f00:1]',
      '169.254.169.254',
      '[fd00:ec2::254]',
      '10.0.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '224.0.0.1',
      'localhost.',
      'a@127.0.0.1',
    ]) {
      for (const address of [`https://${host}/`, `https://${host}:${port}/`])
        await expect(callOutside(address), address).rejects.toMatchObject({ code: 'INVALID' });
    }
    for (const address of [
      `http://127.1.1.1:${port}/`,
      `HTTP://10.0.0.1/`,
      'file:///etc/passwd',
      'gopher://x/',
      'data:,x',
    ])
      await expect(callOutside(address), address).rejects.toMatchObject({ code: 'INVALID' });
    expect(opened).toBe(before);
  });

  it('looks at what a name stands for when it connects, and at each of its addresses', async () => {
    const before = opened;
    for (const inside of ['127.0.0.1', '10.1.2.3', '::1', '169.254.169.254']) {
      await expect(
        callOutside('https://harmless.example/', {}, (_name, _options, done) =>
          done(null, [
            { address: '8.8.8.8', family: 4 },
            { address: inside, family: inside.includes(':') ? 6 : 4 },
          ]),
        ),
      ).rejects.toMatchObject({
        code: 'INVALID',
        message: expect.stringMatching(/OIDC_ALLOW_HOSTS=harmless/),
      });
    }
    expect(opened).toBe(before);
  });

  it('takes loopback over http where the environment allows it, follows nothing, and stops at 512 KB', async () => {
    const here = `http://127.0.0.1:${port}`;
    expect(await (await callOutside(here)).text()).toBe('ok');
    expect((await callOutside(`${here}/moved`)).status).toBe(302);
    await expect(callOutside(`${here}/large`)).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('knows what is public', () => {
    for (const address of ['8.8.8.8', '2606:4700::1111'])
      expect(isPublicAddress(address), address).toBe(true);
    for (const address of [
      '0.0.0.0',
      '172.31.0.1',
      '255.255.255.255',
      '::',
      'fe80::1%eth0',
      '2002:7f00:1::',
      'x',
    ])
      expect(isPublicAddress(address), address).toBe(false);
  });
});
