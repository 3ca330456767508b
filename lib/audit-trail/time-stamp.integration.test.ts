import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeOwner } from '@/lib/platform/testing';
import { statementOf } from './checkpoint';
import { verifyAuditTrail } from './commands';
import { commit } from './commit';
import { stampCheckpoints, stampNewest } from './operations/time-stamp';
import { chainOf, findLastSeal, storedCheckpoints } from './queries/checkpoints';
import { verifyChain } from './queries/verify';
import { asSuperuser } from './testing/superuser';
import { checkTimeStamp, requestTimeStamp } from './time-stamp';

const folder = mkdtempSync(path.join(inject('dataFolder'), 'authority-'));
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** A real authority: openssl behind HTTP. `how` says how it misbehaves. */
let server: Server;
let how: 'well' | 'down' | 'refusing' | 'answers another' | 'unknown root' = 'well';
let earlier: Buffer | null = null;

const CONFIG = (certificate: string, key: string, policies: string) => `
[ tsa ]
default_tsa = one
[ one ]
serial = ${folder}/serial
crypto_device = builtin
signer_cert = ${folder}/${certificate}
certs = ${folder}/${certificate}
signer_key = ${folder}/${key}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = ${policies}
accuracy = secs:1
`;

function makeAuthority(name: string, purpose: string): void {
  const request = (subject: string) => [
    'req',
    '-new',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    `/CN=${subject}`,
  ];
  openssl(
    ...request(`${name} root`),
    '-x509',
    '-days',
    '2',
    '-keyout',
    `${name}-ca.key`,
    '-out',
    `${name}-ca.pem`,
  );
  openssl(...request(`${name} signer`), '-keyout', `${name}.key`, '-out', `${name}.csr`);
  writeFileSync(
    path.join(folder, `${name}.ext`),
    `extendedKeyUsage=critical,${purpose}\nkeyUsage=critical,digitalSignature\n`,
  );
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    `${name}-ca.pem`,
    '-CAkey',
    `${name}-ca.key`,
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    `${name}.ext`,
    '-out',
    `${name}.pem`,
  );
  writeFileSync(path.join(folder, `${name}.cnf`), CONFIG(`${name}.pem`, `${name}.key`, 'sha256, sha512'));
  writeFileSync(path.join(folder, `${name}-strict.cnf`), CONFIG(`${name}.pem`, `${name}.key`, 'sha512'));
}

function reply(query: Buffer): Buffer {
  writeFileSync(path.join(folder, 'query.tsq'), query);
  const config =
    how === 'unknown root' ? 'stranger.cnf' : how === 'refusing' ? 'ours-strict.cnf' : 'ours.cnf';
  openssl('ts', '-reply', '-config', config, '-queryfile', 'query.tsq', '-out', 'answer.tsr');
  const answer = readFileSync(path.join(folder, 'answer.tsr'));
  const first = earlier ?? answer;
  earlier = first;
  return how === 'answers another' ? first : answer;
}

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'serial'), '01\n');
  makeAuthority('ours', 'timeStamping');
  makeAuthority('stranger', 'timeStamping');
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (how === 'down') response.writeHead(503).end();
      else response.setHeader('content-type', 'application/timestamp-reply').end(reply(Buffer.concat(parts)));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  vi.stubEnv('TIMESTAMP_URL', `http://127.0.0.1:${port}/`);
  vi.stubEnv('TIMESTAMP_CA', path.join(folder, 'ours-ca.pem'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await new Promise((done) => server.close(done));
});

const reader = (who: TestOrganization) => who.grant('audit-trail:read');

async function makeSealed(): Promise<TestOrganization> {
  const ours = await makeOrganization();
  await commit(ours.grant('integration:manage'), async () => ({
    result: undefined,
    events: [
      { type: 'integration.added', subject: { type: 'integration', id: ours.userId }, data: { name: 'A' } },
    ],
  }));
  await verifyAuditTrail(reader(ours));
  return ours;
}

describe('a time stamp', () => {
  test('is one that openssl accepts, of the very text', async () => {
    how = 'well';
    const { token, at } = await requestTimeStamp('a text');
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await checkTimeStamp(token, 'a text')).toEqual(at);
    await expect(checkTimeStamp(token, 'another text')).rejects.toThrow(/something else/);
    writeFileSync(path.join(folder, 'token.tst'), token);
    writeFileSync(path.join(folder, 'text.txt'), 'a text');
    const verify = [
      'ts',
      '-verify',
      '-data',
      'text.txt',
      '-in',
      'token.tst',
      '-token_in',
      '-CAfile',
      'ours-ca.pem',
    ];
    expect(String(openssl(...verify))).toContain('Verification: OK');
  });

  test.each([
    ['down', /answers 503/],
    ['refusing', /refused \(status 2\)/],
    ['answers another', /something else|another request/],
    ['unknown root', /Validation of signer's certificate failed/],
  ] as const)('is refused when the authority is %s', async (kind, words) => {
    how = kind;
    await expect(requestTimeStamp('a text')).rejects.toThrow(words);
    how = 'well';
  });

  test('with a nonce of another request is refused, though it is of the same text', async () => {
    how = 'well';
    earlier = null;
    await requestTimeStamp('the same text');
    how = 'answers another';
    await expect(requestTimeStamp('the same text')).rejects.toThrow(/another request/);
    how = 'well';
  });

  test('with one changed bit is refused', async () => {
    const { token } = await requestTimeStamp('a text');
    for (const place of [token.length - 10, Math.floor(token.length / 2)]) {
      const changed = Buffer.from(token);
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
      await expect(checkTimeStamp(changed, 'a text')).rejects.toThrow();
    }
  });
});

describe('time stamps of checkpoints', () => {
  test('are kept with the newest checkpoint, in the journal and on the page; another one does not fit', async () => {
    const ours = await makeSealed();
    const chain = await chainOf(reader(ours));
    expect(await findLastSeal(reader(ours))).toMatchObject({ timeStampedAt: null, expectsTimeStamp: true });
    await stampNewest(chain);
    await stampNewest(chain);
    const [checkpoint] = await storedCheckpoints(chain);
    const token = Buffer.from(checkpoint?.timeStamp ?? '', 'base64');
    if (!checkpoint) throw new Error('no checkpoint');
    expect(await checkTimeStamp(token, statementOf(checkpoint))).toEqual(checkpoint.timeStampedAt);
    const journal = readFileSync(path.join(inject('dataFolder'), 'audit/checkpoints.jsonl'), 'utf8');
    expect(journal.split(token.toString('base64'))).toHaveLength(2);
    expect(await findLastSeal(reader(ours))).toMatchObject({ timeStampedAt: checkpoint.timeStampedAt });
    expect((await verifyChain(reader(ours))).problem).toBeNull();
    // The journal's token counts, so the forger changes both.
    const other = (await requestTimeStamp('another text')).token.toString('base64');
    writeFileSync(
      path.join(inject('dataFolder'), 'audit/checkpoints.jsonl'),
      journal.replace(token.toString('base64'), other),
    );
    expect((await verifyChain(reader(ours))).problem?.words).toMatch(
      /time stamp of checkpoint 1 .* does not fit/,
    );
    writeFileSync(path.join(inject('dataFolder'), 'audit/checkpoints.jsonl'), journal);
    await asSuperuser(
      unsafeOwner(),
      `UPDATE "AuditCheckpoint" SET "timeStamp" = NULL WHERE "organizationId" = '${ours.organizationId}'`,
    );
    expect((await verifyChain(reader(ours))).problem).toBeNull();
  });

  test('an authority that is down stops nothing, and is asked again later', async () => {
    const ours = await makeSealed();
    const chain = await chainOf(reader(ours));
    const start = Date.now();
    how = 'down';
    await stampCheckpoints(start);
    how = 'well';
    await stampCheckpoints(start + 60_000);
    expect((await storedCheckpoints(chain)).at(-1)?.timeStamp).toBeNull();
    await stampCheckpoints(start + 6 * 60_000);
    expect((await storedCheckpoints(chain)).at(-1)?.timeStamp).not.toBeNull();
  });
});
