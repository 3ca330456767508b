import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setWebhookInput } from './model';
import { batchId, octetCounted, syslogLine, waitAfter, webhookBody } from './rules';
import { readOctetCounted } from './testing/servers';

const event = {
  sequence: 7n,
  sealedAt: '2026-11-25T13:48:03.123456Z',
  type: 'access.denied',
  actorId: '018f0000-0000-7000-8000-000000000001',
  actorName: 'Zoë "Z" \\ [x]',
  subjectType: 'permission',
  subjectId: 'audit-trail:read',
  text: '{"data":{}}',
  previousHash: 'a'.repeat(64),
  hash: 'b'.repeat(64),
};

describe('a syslog message', () => {
  test('is what RFC 5424 asks for, with quotes, backslashes and brackets escaped', () => {
    const line = syslogLine(event, {
      hostname: 'pci.example.com',
      organization: { id: 'org-1', name: 'Marlow] "GmbH"' },
    });
    expect(line).toBe(
      '<108>1 2026-11-25T13:48:03.123456Z pci.example.com inplace - access.denied ' +
        '[inplace@32473 chain="org-1" organization="Marlow\\] \\"GmbH\\"" sequence="7" actor="Zoë \\"Z\\" \\\\ [x\\]" ' +
        'actorId="018f0000-0000-7000-8000-000000000001" subject="permission:audit-trail:read" outcome="refused" ' +
        `previousHash="${event.previousHash}" hash="${event.hash}"] \uFEFF{"data":{}}`,
    );
  });

  test('of what succeeded is informational, and names no person where none acted', () => {
    const line = syslogLine(
      { ...event, type: 'evidence.added', actorId: null },
      { hostname: '', organization: null },
    );
    expect(line).toMatch(/^<110>1 \S+ - inplace - evidence\.added \[inplace@32473 chain="instance" sequence/);
    expect(line).not.toContain('actorId');
  });

  test('never holds a control character in its values, whatever somebody is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const line = syslogLine({ ...event, actorName: name }, { hostname: name, organization: null });
        expect(line).not.toMatch(/\p{Cc}/u);
        const value = /actor="((?:[^"\\\]]|\\.)*)"/u.exec(line)?.[1];
        expect(value?.replace(/\\(.)/g, '$1')).toBe(name.replace(/\p{Cc}/gu, ' '));
      }),
    );
  });

  test('is found again behind its length in bytes, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.nat(), (texts, seed) => {
        const lines = texts.map((text) => text.toWellFormed());
        const bytes = Buffer.from(lines.map(octetCounted).join(''), 'utf8');
        const cut = bytes.length === 0 ? 0 : seed % bytes.length;
        const first = readOctetCounted(bytes.subarray(0, cut));
        const second = readOctetCounted(Buffer.concat([first.rest, bytes.subarray(cut)]));
        expect([...first.messages, ...second.messages]).toEqual(lines);
        expect(second.rest).toHaveLength(0);
      }),
    );
  });
});

test('a batch has one id, whenever it is sent', () => {
  expect(batchId('o', 1n, 200n)).toBe('evt_o_1_200');
});

test.each([
  [1, 2_000],
  [2, 4_000],
  [8, 256_000],
  [9, 300_000],
  [1_000_000, 300_000],
])('after %i failures it waits %i ms', (failures, expected) => {
  expect(waitAfter(failures)).toBe(expected);
});

describe('the address of a webhook', () => {
  test.each([
    ['https://siem.example.com/in?key=1', true],
    ['http://10.0.0.1:8080/', true], // whether it may lead there is for the instance to say
    ['https://user:pass@siem.example.com/', false],
    ['https://siem.example.com/#x', false],
    ['ftp://siem.example.com/', false],
    ['javascript:alert(1)', false],
    ['siem.example.com', false],
    [`https://siem.example.com/${'x'.repeat(2000)}`, false],
    ['', false],
  ])('%s', (url, expected) => {
    expect(setWebhookInput.safeParse({ url, password: 'x' }).success).toBe(expected);
  });
});

test.each([
  ['access.denied', 'refused'],
  ['response.recorded', 'succeeded'],
])('a webhook hears what came of it: %s was %s', (type, outcome) => {
  const body = webhookBody('o1', 'evt_1', [{ ...event, type }]);
  expect(JSON.parse(body).events[0].outcome).toBe(outcome);
});
