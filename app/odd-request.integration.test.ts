import { randomBytes } from 'node:crypto';
import { NextRequest } from 'next/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { log } from '@/lib/platform/log';
import { proxy } from '@/proxy';

const lines: unknown[][] = [];

beforeEach(() => {
  lines.length = 0;
  vi.spyOn(log(), 'warn').mockImplementation((...line: unknown[]) => {
    lines.push(line);
  });
});
afterEach(() => vi.restoreAllMocks());

const newPeer = () => `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::7`;

async function send(peer: string, head: Record<string, string>, body: string, path = '/sign-in') {
  const headers = {
    host: 'localhost:3000',
    origin: 'http://localhost:3000',
    'x-inplace-peer': peer,
    'content-length': String(Buffer.byteLength(body)),
    'next-action': '0'.repeat(42),
    ...head,
  };
  return proxy(new NextRequest(`http://localhost:3000${path}`, { method: 'POST', headers, body }));
}

it('a call that React does not write down so is refused, and leaves one line a minute and network', async () => {
  const peer = newPeer();
  const text = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const body of ['["$1:constructor:constructor"]', '{"__proto__":1}', '["a'])
    expect((await send(peer, text, body)).status).toBe(400);
  const parts = { 'content-type': 'multipart/form-data; boundary=x' };
  expect((await send(peer, parts, 'abc')).status).toBe(400);
  expect(lines).toEqual([
    [{ from: peer, page: '/sign-in', action: '0'.repeat(42) }, 'a request was not what a page sends'],
  ]);
  await send(newPeer(), parts, 'abc', '/sign-in?x=%0Aforged');
  expect(lines).toHaveLength(2);
});

it('a call or a form without an Origin, which no browser sends, is refused before it reaches anything', async () => {
  const peer = newPeer();
  const call = { 'content-type': 'text/plain;charset=UTF-8' };
  const headers = { ...call, host: 'localhost:3000', 'x-inplace-peer': peer, 'next-action': '0'.repeat(42) };
  const request = new NextRequest('http://localhost:3000/sign-in', { method: 'POST', headers, body: '[]' });
  const answer = await proxy(request);
  expect(answer.status).toBe(403);
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(lines).toEqual([
    [{ from: peer, site: '', address: 'action at /sign-in' }, expect.stringContaining('another site')],
  ]);
});
