import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { log } from '@/lib/platform/log';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { assertOwnPage } from './same-origin';

afterEach(() => {
  vi.restoreAllMocks();
});

async function cookieOf({ userId, organizationId }: TestOrganization): Promise<string> {
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd", "lastSeenAt")
     VALUES ($1, $2, $3, now(), now() + interval '1 hour', now() - interval '5 minutes')`,
    [sessionId, userId, organizationId],
  );
  return `${sessionCookieName()}=${encodeURIComponent(await sessionCookieValue({ userId, sessionId }))}`;
}

/** Whether the request was let through. */
const ask = (headers: Record<string, string>, address = 'POST /api/evidence') =>
  assertOwnPage(new Headers({ host: 'localhost:3000', ...headers }), address).then(
    () => true,
    (error: { code: string }) => error.code,
  );

const told = ({ organizationId }: TestOrganization) =>
  unsafeRows<{ text: string }>(
    `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'access.refused'`,
    [organizationId],
  );

describe('a request from another site', () => {
  it('with a session is one event a minute: who, what, from where; the session does not live on through it', async () => {
    const ours = await makeOrganization({ name: 'Ada' });
    const cookie = await cookieOf(ours);
    const evil = { cookie, origin: 'https://evil.example', 'x-inplace-peer': '198.51.100.7' };
    expect(await Promise.all(Array.from({ length: 10 }, () => ask(evil)))).toEqual(
      Array(10).fill('FORBIDDEN'),
    );
    const events = await told(ours);
    expect(events).toHaveLength(1);
    expect(JSON.parse(events[0]?.text ?? '')).toMatchObject({
      actor: { id: ours.userId, name: 'Ada', from: '198.51.100.7' },
      data: { site: 'https://evil.example', address: 'POST /api/evidence' },
    });
    const [session] = await unsafeRows<{ idle: boolean }>(
      `SELECT "lastSeenAt" < now() - interval '4 minutes' AS idle FROM "Session" WHERE "userId" = $1`,
      [ours.userId],
    );
    expect(session?.idle).toBe(true);
    await unsafeRows(`UPDATE "RateLimit" SET "expire" = 1 WHERE "key" LIKE '%' || $1 || '%'`, [ours.userId]);
    expect(await ask(evil)).toBe('FORBIDDEN');
    expect(await told(ours)).toHaveLength(2);
  });

  it('without a session is a line in the log, one a minute for a network, and no event', async () => {
    const lines: unknown[] = [];
    vi.spyOn(log(), 'warn').mockImplementation((...line: unknown[]) => {
      lines.push(line);
    });
    const peer = `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::`;
    const evil = (last: number) =>
      ask({
        origin: 'https://evil.example\u00a0',
        'sec-fetch-site': 'cross-site',
        'x-inplace-peer': `${peer}${last}`,
      });
    expect([await evil(1), await evil(2)]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(lines).toEqual([
      [
        { from: `${peer}1`, site: 'https://evil.example', address: 'POST /api/evidence' },
        expect.stringContaining('another site'),
      ],
    ]);
  });

  it('of our own pages is let through and leaves nothing', async () => {
    const ours = await makeOrganization();
    const cookie = await cookieOf(ours);
    const own = { cookie, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };
    expect(await ask(own)).toBe(true);
    expect(await told(ours)).toEqual([]);
  });
});
