import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashing } from '@/app/program/hashed-body';
import { read } from '@/lib/access/read';
import { tokenHash } from '@/lib/access/token';
import { keyOf, request } from '@/lib/api/testing';
import { claimRequest, endRequest, holdRequest } from '@/lib/api-key/commands/request';
import { pushEvidence } from '@/lib/evidence/commands/push';
import { pushInput } from '@/lib/evidence/schema/push';
import { tidyUp } from '@/lib/person/commands/tidy';
import { answerWith, type ClaimedRequest, claimedRequest } from '@/lib/platform/claimed-request';
import { type TestMember, unsafeRows } from '@/lib/platform/testing';
import { PATCH } from '../assessments/[assessmentId]/responses/[requirementNumber]/route';
import { makePushing, type Pushing, push, pushForm, rowsOf, type Sent } from './testing';

let here: Pushing;
beforeAll(async () => {
  here = await makePushing();
});

const again = (key: string) => ({ 'idempotency-key': key });
const good = { tool: 'Trivy', title: 'Scan' };
const items = () => rowsOf('EvidenceItem');

/** Sends one request several times, one after the other, and answers what was heard. */
async function heard(send: () => Promise<Response>, times = 2) {
  const answers: { status: number; body: string; replayed: string | null }[] = [];
  for (let time = 0; time < times; time += 1) {
    const answer = await send();
    answers.push({
      status: answer.status,
      body: await answer.text(),
      replayed: answer.headers.get('idempotent-replayed'),
    });
  }
  return answers;
}

describe('a request with an Idempotency-Key', () => {
  test('that is sent again gets the same answer, and is carried out once', async () => {
    const before = await items();
    const key = randomUUID();
    const [first, second, third] = await heard(() => push(good, undefined, again(key)), 3);
    expect(first).toMatchObject({ status: 201, replayed: null });
    expect(second).toEqual({ ...first, replayed: 'true' });
    expect(third).toEqual(second);
    expect(await items()).toBe(before + 1);
    const quoted = await push(good, undefined, again(`"${key}"`));
    expect(quoted.headers.get('idempotent-replayed'), 'as a structured field').toBe('true');
    expect(quoted.headers.get('ratelimit')).toMatch(/^"key";r=/);
  });

  test('20 at once are one item: one is carried out, the others hear that it runs, or its answer', async () => {
    const before = await items();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => push(good, undefined, again(key))));
    expect(await items()).toBe(before + 1);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(answer.headers.get('retry-after')).toBe('2');
    const last = await push(good, undefined, again(key));
    expect([last.status, last.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
  });

  test('a form is the same again under another boundary, and another one with another file', async () => {
    const before = await items();
    const key = randomUUID();
    const send = (files: Record<string, string>) => pushForm(JSON.stringify(good), files, {}, again(key));
    const [first, second] = await heard(() => send({ 'a.txt': 'all good' }));
    expect(first?.status).toBe(201);
    expect(second).toEqual({ ...first, replayed: 'true' });
    expect((await send({ 'a.txt': 'all bad' })).status).toBe(422);
    expect((await send({ 'a.txt': 'x'.repeat(200_000) })).status).toBe(422);
    expect(await items()).toBe(before + 1);
  });

  test('with another body is refused with 422, and changes nothing', async () => {
    const key = randomUUID();
    await push(good, undefined, again(key));
    const before = await items();
    const other = await push({ ...good, title: 'Another' }, undefined, again(key));
    expect([other.status, await other.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'KEY_REUSED' }),
    ]);
    expect(await items()).toBe(before);
  });

  test('is a request of its own for another key of the same member', async () => {
    const key = randomUUID();
    const other = await keyOf(here.officer);
    const before = await items();
    await push(good, undefined, again(key));
    const answer = await push(good, other.token, again(key));
    expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect(await items()).toBe(before + 2);
  });

  test('that failed and wrote nothing may be mended and sent again', async () => {
    const key = randomUUID();
    expect((await push({ tool: 'Trivy' }, undefined, again(key))).status).toBe(400);
    expect((await push({ tool: 'Trivy' }, undefined, again(key))).status).toBe(400);
    expect((await push(good, undefined, again(key))).status).toBe(201);
  });

  test('is refused to a key that may no longer do it, also where its answer is kept', async () => {
    const member = await here.ours.addMember({ role: 'COMPLIANCE_OFFICER' });
    const { token } = await keyOf(member);
    const key = randomUUID();
    expect((await push(good, token, again(key))).status).toBe(201);
    await unsafeRows(`UPDATE "Membership" SET "role" = 'MANAGER' WHERE "userId" = $1`, [member.userId]);
    expect((await push(good, token, again(key))).status).toBe(403);
  });

  test.each(['', ' ', 'a b', 'ä', 'x'.repeat(256), '"open', '"a"b"', 'a\\b'])(
    'named %j is refused',
    async (key) => {
      const before = await items();
      const send = () => push(good, undefined, again(key));
      // What no header can hold never leaves the client.
      if (key === 'ä') return expect(unsafeHeader(key)).toBe(true);
      expect((await send()).status).toBe(400);
      expect(await items()).toBe(before);
    },
  );

  test('also an answer is saved once: the second time it is no conflict', async () => {
    const { assessmentId, token } = here;
    const key = randomUUID();
    const send = () =>
      PATCH(
        request(`/api/v1/assessments/${assessmentId}/responses/2.2.2`, token, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json', ...again(key) },
          body: JSON.stringify({ row: 0, version: 0, changes: { finding: 'IN_PLACE' } }),
        }),
        { params: Promise.resolve({ assessmentId, requirementNumber: '2.2.2' }) },
      );
    const [first, second] = await heard(send);
    expect(first).toMatchObject({ status: 200, replayed: null });
    expect(second).toEqual({ ...first, replayed: 'true' });
    const [row] = await kept(key);
    expect(row?.writtenAt).toBeInstanceOf(Date);
  });
});

const unsafeHeader = (value: string) => [...value].some((sign) => sign.charCodeAt(0) > 126);

type Kept = { writtenAt: Date | null; status: number | null; answer: string | null };
const hashOf = (key: string) => tokenHash(key);
const kept = (key: string) =>
  unsafeRows<Kept>('SELECT * FROM "IdempotentRequest" WHERE "requestHash" = $1', [hashOf(key)]);
const lapsed = (key: string) =>
  unsafeRows(
    `UPDATE "IdempotentRequest" SET "heldUntil" = now() - interval '1 second' WHERE "requestHash" = $1`,
    [hashOf(key)],
  );

/** A grant of the key, as the route has it. */
const granted = (member: TestMember = here.officer, keyId = here.keyId) => {
  const grant = member.grant('evidence:attach');
  return { ...grant, actor: { ...grant.actor, key: { id: keyId, name: 'Ticket robot' } } } as typeof grant;
};

/** Claims a request as a process does that then dies. */
async function claimed(key: string, body: Sent) {
  const grant = granted();
  const claim = await claimRequest(grant, key);
  if (claim.outcome !== 'CLAIMED') throw new Error(claim.outcome);
  const text = JSON.stringify(body);
  const hash = hashing(
    request('/api/v1/evidence', here.token, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    }),
  );
  hash.take(Buffer.from(text));
  const known = hash.end();
  return {
    grant,
    claim: { ...claim, body: () => known, toAnswer: null } as ClaimedRequest & { outcome: 'CLAIMED' },
  };
}

describe('a process that dies', () => {
  test('before anything was written lets go after a minute: the request is then carried out', async () => {
    const key = randomUUID();
    const before = await items();
    await claimed(key, good);
    const running = await push(good, undefined, again(key));
    expect([running.status, running.headers.get('retry-after')]).toEqual([409, '2']);
    expect(await items()).toBe(before);
    await lapsed(key);
    expect((await push(good, undefined, again(key))).status).toBe(201);
    expect(await items()).toBe(before + 1);
  });

  test('after its work was written leaves the answer with the work: it is not done twice', async () => {
    const key = randomUUID();
    const { grant, claim } = await claimed(key, good);
    const done = await claimedRequest.run(claim, () => {
      answerWith((body: object) => ({ status: 201, body }));
      return pushEvidence(grant, pushInput.parse(good), []);
    });
    await lapsed(key);
    const before = await items();
    const answer = await push(good, undefined, again(key));
    expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(await answer.json()).toEqual(done);
    expect(await items()).toBe(before);
  });

  test('after work whose answer was not known yet is told so, and the work is not done twice', async () => {
    const key = randomUUID();
    const { grant, claim } = await claimed(key, good);
    await claimedRequest.run(claim, () => pushEvidence(grant, pushInput.parse(good), []));
    const before = await items();
    expect((await push(good, undefined, again(key))).status, 'while it may still answer').toBe(409);
    await lapsed(key);
    const answer = await push(good, undefined, again(key));
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('was carried out')]);
    expect(await items()).toBe(before);
  });

  test('and was only slow writes nothing once another has taken the request over', async () => {
    const key = randomUUID();
    const { grant, claim } = await claimed(key, good);
    await lapsed(key);
    expect((await push(good, undefined, again(key))).status).toBe(201);
    const before = await items();
    const late = claimedRequest.run(claim, () => pushEvidence(grant, pushInput.parse(good), []));
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await items()).toBe(before);
    expect(await holdRequest(grant, claim)).toBe(false);
    await endRequest(grant, claim, { status: 201, answer: 'forged', read: null });
    expect((await kept(key))[0]?.answer).not.toBe('forged');
  });
});

describe('what is kept', () => {
  test('is gone after a day: then the request is a new one, and the row is swept', async () => {
    const [old, fresh] = [randomUUID(), randomUUID()];
    const before = await items();
    await push(good, undefined, again(old));
    await push(good, undefined, again(fresh));
    const aged = (key: string, hours: number) =>
      unsafeRows(
        `UPDATE "IdempotentRequest" SET "claimedAt" = now() - make_interval(hours => $2) WHERE "requestHash" = $1`,
        [hashOf(key), hours],
      );
    await aged(old, 25);
    await aged(fresh, 23);
    const anew = await push(good, undefined, again(old));
    expect(anew.headers.get('idempotent-replayed')).toBeNull();
    expect(await items()).toBe(before + 3);
    await aged(old, 25);
    expect((await tidyUp()).IdempotentRequest).toBeGreaterThan(0);
    expect([(await kept(old)).length, (await kept(fresh)).length]).toEqual([0, 1]);
  });

  test('is the member’s alone, and holds neither the Idempotency-Key nor the API key', async () => {
    const key = `secret-${randomUUID()}`;
    await push(good, undefined, again(key));
    const [row] = await kept(key);
    expect(JSON.stringify(row)).not.toContain('secret-');
    expect(JSON.stringify(row)).not.toContain(here.token);
    const colleague = await here.ours.addMember({ role: 'COMPLIANCE_OFFICER' });
    const seen = (member: TestMember) =>
      read(member.grant('evidence:read'), (tx) => tx.idempotentRequest.count());
    expect(await seen(here.officer)).toBeGreaterThan(0);
    expect(await seen(colleague)).toBe(0);
  });
});
