import { randomUUID } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { unsafeMakeConfirmation } from './confirmation';
import { makeExportPass, spendExportPass } from './export-pass';
import type { SessionContext } from './session';

const session = {
  sessionId: randomUUID(),
  userId: 'u1',
  userName: 'Ada',
  organizationId: 'o1',
} as SessionContext;
const address = '/api/audit-log/csv?type=a&from=2026-01-01';
const pass = (of = address) => makeExportPass(session, unsafeMakeConfirmation('u1'), of);
const urlWith = (given: string, path = address) =>
  `https://inplace.example.test${path}${path.includes('?') ? '&' : '?'}pass=${encodeURIComponent(given)}`;
const refusal = expect.objectContaining({ code: 'INVALID' });

afterEach(() => void vi.useRealTimers());

it('opens its download for the session that was confirmed, once', async () => {
  const url = urlWith(pass());
  await spendExportPass(session, url);
  await expect(spendExportPass(session, url)).rejects.toEqual(refusal);
  await spendExportPass(session, urlWith(pass()));
});

it('opens it once for many that ask at the same time', async () => {
  const url = urlWith(pass());
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => spendExportPass(session, url)));
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
});

it('knows its filter in any order, as a browser may write it', async () => {
  await spendExportPass(session, urlWith(pass(), '/api/audit-log/csv?from=2026-01-01&type=a'));
});

it.each([
  ['none', session, () => 'https://inplace.example.test/api/audit-log'],
  ['something else', session, () => urlWith('v1.AAAA')],
  ['one of another session', { ...session, sessionId: 'a2' }, () => urlWith(pass())],
  ['one of another person', { ...session, userId: 'u2' }, () => urlWith(pass())],
  ['one of another organization', { ...session, organizationId: 'o2' }, () => urlWith(pass())],
  ['one for another filter', session, () => urlWith(pass('/api/audit-log/csv?type=b'))],
  ['one for a part, shown for the whole', session, () => urlWith(pass(), '/api/audit-log')],
])('is refused: %s', async (_words, who, url) => {
  await expect(spendExportPass(who, url())).rejects.toEqual(refusal);
});

it('counts for two minutes', async () => {
  const [early, late] = [pass(), pass('/api/audit-log')];
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 119_000 });
  await spendExportPass(session, urlWith(early));
  vi.setSystemTime(Date.now() + 2000);
  await expect(spendExportPass(session, urlWith(late, '/api/audit-log'))).rejects.toEqual(refusal);
});

it('is made for nobody but the confirmed person', () => {
  expect(() => makeExportPass(session, unsafeMakeConfirmation('u2'), address)).toThrow();
});
