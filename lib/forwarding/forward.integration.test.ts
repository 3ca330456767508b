import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordInstanceEvent } from '@/lib/audit-trail/commit';
import { unsafePool } from '@/lib/platform/db';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { forwardEvents } from './operations/forward';
import {
  changeWebhookTo,
  endWebhookOf,
  leavesIn,
  leavingIsOver,
  numbersIn,
  sequencesIn,
  signatureOf,
  startOver,
  toCollector,
  toWebhooks,
  upTo,
  waitIsOver,
  webhookOf,
  withWebhook,
  writeEvents,
} from './testing/rows';
import { closingAfterEach, makeCertificates, openCollector, openReceiver } from './testing/servers';

const certificates = makeCertificates('127.0.0.1');
beforeEach(startOver);
const keep = closingAfterEach();

describe('a webhook', () => {
  it('gets every event in order, signed, as lines that can be checked', async () => {
    const receiver = keep(await openReceiver(certificates));
    const { ours, secret } = await withWebhook(receiver.port);
    await writeEvents(ours, 450);
    await forwardEvents(toWebhooks(receiver.port, certificates.ca));
    expect(numbersIn(receiver.deliveries)).toEqual(upTo(450));
    const [first] = receiver.deliveries;
    expect(first?.headers['webhook-signature']).toBe(signatureOf(first, secret));
    expect(Math.abs(Date.now() / 1000 - Number(first?.headers['webhook-timestamp']))).toBeLessThan(60);
    const { events } = JSON.parse(first?.body ?? '');
    expect(events[1].previousHash).toBe(events[0].hash);
    await forwardEvents(toWebhooks(receiver.port, certificates.ca));
    expect(receiver.deliveries).toHaveLength(3);
  });

  it('misses nothing of 1,000 events that came while it was away, and waits between tries', async () => {
    const receiver = await openReceiver(certificates);
    const { port } = receiver;
    const { ours } = await withWebhook(port);
    await writeEvents(ours, 10);
    await forwardEvents(toWebhooks(port, certificates.ca));
    await receiver.close();
    await writeEvents(ours, 1000);
    await forwardEvents(toWebhooks(port, certificates.ca));
    const away = await webhookOf(ours);
    expect(away).toMatchObject({ lag: 1000, lastError: 'The receiver refuses the connection.' });
    expect(away?.retryAt?.getTime()).toBeGreaterThan(Date.now());

    const back = keep(await openReceiver(certificates, { port }));
    await forwardEvents(toWebhooks(port, certificates.ca));
    expect(back.deliveries).toHaveLength(0); // still waiting
    await waitIsOver();
    await forwardEvents(toWebhooks(port, certificates.ca));
    expect(numbersIn([...receiver.deliveries, ...back.deliveries])).toEqual(upTo(1010));
    expect(await webhookOf(ours)).toMatchObject({ lag: 0, lastError: null });
  });

  it('gets a batch that it refused again under the same id, whatever was written since', async () => {
    const ids: unknown[] = [];
    const receiver = keep(
      await openReceiver(certificates, {
        status: ({ headers, body }) => {
          ids.push([headers['webhook-id'], JSON.parse(body).events.length]);
          return ids.length === 1 ? 500 : 200;
        },
      }),
    );
    const { ours } = await withWebhook(receiver.port);
    await writeEvents(ours, 3);
    await forwardEvents(toWebhooks(receiver.port, certificates.ca));
    await writeEvents(ours, 3);
    await waitIsOver();
    await forwardEvents(toWebhooks(receiver.port, certificates.ca));
    const id = (first: number, last: number) => `evt_${ours.organizationId}_${first}_${last}`;
    expect(ids).toEqual([
      [id(1, 3), 3],
      [id(1, 3), 3],
      [id(4, 6), 3],
    ]);
    expect(numbersIn(receiver.deliveries)).toEqual(upTo(6));
  });

  it.each([
    ['a redirect, which is never followed', 302, 'The receiver answered 302.'],
    ['a refusal', 403, 'The receiver answered 403.'],
  ])('that answers with %s is asked again later', async (_words, status, expected) => {
    const receiver = keep(await openReceiver(certificates, { status: () => status }));
    const { ours } = await withWebhook(receiver.port);
    await writeEvents(ours, 1);
    await forwardEvents(toWebhooks(receiver.port, certificates.ca));
    expect((await webhookOf(ours))?.lastError).toBe(expected);
  });

  it('whose certificate nobody trusts gets nothing', async () => {
    const receiver = keep(await openReceiver(certificates));
    const { ours } = await withWebhook(receiver.port);
    await writeEvents(ours, 1);
    await forwardEvents(toWebhooks(receiver.port, makeCertificates('127.0.0.1').ca));
    expect(receiver.deliveries).toEqual([]);
    expect((await webhookOf(ours))?.lastError).toMatch(/certificate/);
  });

  it('inside this network gets nothing unless the instance allows it', async () => {
    const receiver = keep(await openReceiver(certificates));
    const { ours } = await withWebhook(receiver.port);
    await writeEvents(ours, 1);
    await forwardEvents(toWebhooks([], certificates.ca));
    expect(receiver.deliveries).toEqual([]);
    expect((await webhookOf(ours))?.lastError).toMatch(/inside/);
  });

  it('that fails holds up no other', async () => {
    const receiver = keep(await openReceiver(certificates));
    const failing = await withWebhook(receiver.port + 1);
    const { ours } = await withWebhook(receiver.port);
    await writeEvents(failing.ours, 1);
    await writeEvents(ours, 5);
    await forwardEvents(toWebhooks([receiver.port, receiver.port + 1], certificates.ca));
    expect(numbersIn(receiver.deliveries)).toEqual(upTo(5));
  });

  it('that was ended gets what is outstanding up to that event, and nothing more', async () => {
    const receiver = keep(await openReceiver(certificates));
    const { ours } = await withWebhook(receiver.port);
    await endWebhookOf(ours);
    await writeEvents(ours, 5);
    await forwardEvents(toWebhooks(receiver.port, certificates.ca));
    expect(numbersIn(receiver.deliveries)).toEqual([1]); // forwarding.ended
    expect(await webhookOf(ours)).toBeNull();
  });

  it('that was changed tells the address of before, and leaves what comes after to the new one', async () => {
    const [before, after] = [keep(await openReceiver(certificates)), keep(await openReceiver(certificates))];
    const { ours } = await withWebhook(before.port);
    await changeWebhookTo(after.port, ours);
    await writeEvents(ours, 5);
    await forwardEvents(toWebhooks([before.port, after.port], certificates.ca));
    expect(numbersIn(before.deliveries)).toEqual([1]); // forwarding.set
    expect(numbersIn(after.deliveries)).toEqual([2, 3, 4, 5, 6]);
  });

  it('that was ended and does not answer is forgotten after five minutes', async () => {
    const { ours } = await withWebhook(1);
    await endWebhookOf(ours);
    await forwardEvents(toWebhooks(1, certificates.ca));
    expect(await leavesIn(ours)).toBeGreaterThan(240);
    expect(await leavesIn(ours)).toBeLessThanOrEqual(300);
    await leavingIsOver(ours);
    await forwardEvents(toWebhooks(1, certificates.ca));
    expect(await leavesIn(ours)).toBeNull();
  });
});

describe('a syslog collector', () => {
  it('gets the instance’s events and every organization’s over TLS, in order', async () => {
    const collector = keep(await openCollector(certificates));
    const [ours, theirs] = [await makeOrganization(), await makeOrganization()];
    await writeEvents(ours, 250, 'a]"\\n');
    await writeEvents(theirs, 3);
    // Other tests fail to sign in at the same time, into the same chain.
    const id = randomUUID();
    await recordInstanceEvent({
      type: 'sign-in.failed',
      actor: { id: null, name: 'unknown', from: '203.0.113.9' },
      subject: { type: 'account', id },
    });
    await forwardEvents(toCollector(collector.port, 'tls', certificates.ca));
    expect(sequencesIn(collector, ours)).toEqual(upTo(250));
    expect(sequencesIn(collector, theirs)).toEqual(upTo(3));
    const failed = collector.messages.find((message) => message.includes(`subject="account:${id}"`));
    expect(failed).toMatch(
      /^<108>1 \d{4}-.*Z pci\.example\.com inplace - sign-in\.failed \[inplace@32473 chain="instance"/,
    );
    expect(failed).toContain('203.0.113.9');
  });

  it('whose certificate is for another name, or from nobody known, gets nothing', async () => {
    const elsewhere = makeCertificates('siem.example.com');
    const collector = keep(await openCollector(elsewhere));
    const ours = await makeOrganization();
    await writeEvents(ours, 1);
    await forwardEvents(toCollector(collector.port, 'tls', elsewhere.ca));
    const [row] = await unsafeRows<{ lastError: string }>('SELECT "lastError" FROM "InstanceForwardCursor"');
    expect(row?.lastError).toBe('The certificate of the receiver is for another name.');
    await waitIsOver();
    await forwardEvents(toCollector(collector.port, 'tls'));
    expect(collector.messages).toEqual([]);
  });

  it('misses nothing of 1,000 events that came while it was away', async () => {
    const ours = await makeOrganization();
    await writeEvents(ours, 1000);
    const gone = await openCollector(null);
    await gone.close();
    await forwardEvents(toCollector(gone.port));
    await writeEvents(ours, 50);
    const collector = keep(await openCollector(null, { port: gone.port }));
    await waitIsOver();
    await forwardEvents(toCollector(gone.port));
    expect(sequencesIn(collector, ours)).toEqual(upTo(1050));
  });

  it('that breaks off in the middle gets the batch again: nothing is lost, nothing out of order', async () => {
    const ours = await makeOrganization();
    await writeEvents(ours, 300);
    let isDown = true;
    const collector = keep(
      await openCollector(null, {
        hear: (socket, messages) => {
          if (isDown && messages.filter((message) => message.includes(ours.organizationId)).length > 20)
            socket.resetAndDestroy();
        },
      }),
    );
    await forwardEvents(toCollector(collector.port));
    isDown = false;
    await waitIsOver();
    await forwardEvents(toCollector(collector.port));
    const seen = sequencesIn(collector, ours);
    expect([...new Set(seen)]).toEqual(upTo(300));
    expect(seen.slice(-300)).toEqual(upTo(300));
  });
});

describe('senders', () => {
  it('are one at a time across processes', async () => {
    const receiver = keep(await openReceiver(certificates));
    const { ours } = await withWebhook(receiver.port);
    await writeEvents(ours, 700);
    await Promise.all([1, 2, 3].map(() => forwardEvents(toWebhooks(receiver.port, certificates.ca))));
    expect(numbersIn(receiver.deliveries)).toEqual(upTo(700));
  });

  it('that were killed in the middle are followed by one that goes on where they were', async () => {
    let killed = false;
    const receiver = keep(
      await openReceiver(certificates, {
        status: ({ body }) => {
          if (JSON.parse(body).events[0].sequence > 1 && !killed) {
            killed = true;
            return 500;
          }
          return 200;
        },
      }),
    );
    const { ours } = await withWebhook(receiver.port);
    await writeEvents(ours, 600);
    await forwardEvents(toWebhooks(receiver.port, certificates.ca));
    expect(numbersIn(receiver.deliveries)).toEqual(upTo(200));
    // A process that died holding the lock: its connection, and the lock with it, are gone.
    const dead = await unsafePool().connect();
    dead.on('error', () => {});
    await dead.query('SELECT pg_advisory_lock($1)', [0x666f7277]);
    await waitIsOver();
    await forwardEvents(toWebhooks(receiver.port, certificates.ca));
    expect(numbersIn(receiver.deliveries)).toEqual(upTo(200));
    const { rows } = await dead.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await unsafeRows('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    dead.release(true);
    await expect
      .poll(async () => {
        await forwardEvents(toWebhooks(receiver.port, certificates.ca));
        return numbersIn(receiver.deliveries);
      })
      .toEqual(upTo(600));
  });

  it('send nothing of a sample, and no cursor goes back', async () => {
    const sample = await makeOrganization({ isSample: true });
    await writeEvents(sample, 2);
    const collector = keep(await openCollector(null));
    await forwardEvents(toCollector(collector.port));
    expect(sequencesIn(collector, sample)).toEqual([]);
    await expect(
      unsafeRows(`INSERT INTO "ForwardCursor" ("organizationId", "destination") VALUES ($1, 'SYSLOG')`, [
        sample.organizationId,
      ]),
    ).rejects.toThrow(/sample/);
    await expect(
      unsafeRows(`UPDATE "InstanceForwardCursor" SET "sequence" = "sequence" - 1`),
    ).rejects.toThrow(/forward only/);
  });
});
