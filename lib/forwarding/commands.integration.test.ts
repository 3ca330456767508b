import { describe, expect, it, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { read } from '@/lib/access/read';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { endWebhook, setWebhook } from './commands';
import { getForwarding } from './queries';
import { openTarget } from './target';

const manage = (who: TestOrganization) => who.grant('organization:manage');
const confirmed = (who: TestOrganization) => unsafeMakeConfirmation(who.userId);
const eventsOf = (who: TestOrganization) =>
  unsafeRows<{ type: string; text: string }>(
    'SELECT "type", "text" FROM "AuditEvent" WHERE "organizationId" = $1 ORDER BY "sequence"',
    [who.organizationId],
  );
const url = 'https://127.0.0.1:1/in?key=path-secret';
vi.stubEnv('WEBHOOK_ALLOW', '127.0.0.1:1');

describe('setting a webhook', () => {
  it('seals address and secret, shows the secret once, and says in the log no more than the host', async () => {
    const ours = await makeOrganization();
    const { secret } = await setWebhook(manage(ours), confirmed(ours), { url });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    const [row] = await unsafeRows<{ sealedTarget: string }>(
      'SELECT * FROM "EventWebhook" WHERE "organizationId" = $1',
      [ours.organizationId],
    );
    expect(JSON.stringify(row)).not.toMatch(/whsec_|path-secret/);
    expect(openTarget(ours.organizationId, row?.sealedTarget ?? '')).toEqual({ url, secret });
    const theirs = await makeOrganization();
    expect(openTarget(theirs.organizationId, row?.sealedTarget ?? '')).toBeNull();
    const events = await eventsOf(ours);
    expect(events.map(({ type }) => type)).toEqual(['forwarding.set']);
    expect(JSON.stringify(events)).not.toMatch(/whsec_|path-secret/);
    expect(await getForwarding(manage(ours))).toMatchObject({
      webhook: { host: '127.0.0.1:1', lag: 1 },
    });
  });

  it('makes another secret each time', async () => {
    const ours = await makeOrganization();
    const first = await setWebhook(manage(ours), confirmed(ours), { url });
    expect((await setWebhook(manage(ours), confirmed(ours), { url })).secret).not.toBe(first.secret);
  });

  it.each([
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://localhost/',
    'http://93.184.216.34/',
    'https://93.184.216.34:22/',
  ])('refuses %s with words at the field, and writes nothing', async (address) => {
    const ours = await makeOrganization();
    await expect(setWebhook(manage(ours), confirmed(ours), { url: address })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { url: [expect.stringMatching(/inside|https|port 443/)] },
    });
    expect(await eventsOf(ours)).toEqual([]);
  });

  it('needs the confirmation of the very person, and no sample', async () => {
    const ours = await makeOrganization();
    const other = await makeOrganization();
    await expect(setWebhook(manage(ours), confirmed(other), { url })).rejects.toThrow('somebody else');
    const sample = await makeOrganization({ isSample: true });
    await expect(setWebhook(manage(sample), confirmed(sample), { url })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it('is nothing that another organization can see', async () => {
    const ours = await makeOrganization();
    await setWebhook(manage(ours), confirmed(ours), { url });
    const theirs = await makeOrganization();
    expect(await read(manage(theirs), (tx) => tx.eventWebhook.findMany())).toEqual([]);
    expect((await getForwarding(manage(theirs))).webhook).toBeNull();
  });
});

describe('ending a webhook', () => {
  it('forgets address and secret; ending nothing is no event', async () => {
    const ours = await makeOrganization();
    await setWebhook(manage(ours), confirmed(ours), { url });
    await endWebhook(manage(ours), confirmed(ours));
    await endWebhook(manage(ours), confirmed(ours));
    expect((await eventsOf(ours)).map(({ type }) => type)).toEqual(['forwarding.set', 'forwarding.ended']);
    const [row] = await unsafeRows(
      'SELECT "host", "sealedTarget" FROM "EventWebhook" WHERE "organizationId" = $1',
      [ours.organizationId],
    );
    expect(row).toEqual({ host: null, sealedTarget: null });
  });
});
