import { beforeAll, describe, expect, test } from 'vitest';
import { keyOf, request } from '@/lib/api/testing';
import { changeAssignments } from '@/lib/assignment/commands';
import { archiveEvidence } from '@/lib/evidence/commands/archive';
import { type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { POST } from './route';
import { makePushing, push, pushed, pushForm, rowsOf, type Sent } from './testing';

let ours: TestOrganization;
let token: string;
let foreign: string;
let assessmentId: string;
let signed: string;

beforeAll(async () => {
  ({ ours, token, foreign, assessmentId, signed } = await makePushing());
});

const good = { tool: 'Trivy', title: 'Scan' };

describe('what is refused, and leaves nothing behind', () => {
  const long = 'x'.repeat(10_001);
  test.each<[string, number, string, Sent]>([
    ['no tool', 400, 'tool', { title: 'Scan' }],
    ['no title for a new item', 400, 'title', { tool: 'Trivy' }],
    ['an unknown field', 400, 'form', { ...good, kind: 'FILE' }],
    ['a receiver of its choice', 400, 'form', { ...good, receivedByName: 'Ada' }],
    ['a result that is none', 400, 'result', { ...good, result: 'GREEN' }],
    ['a wrong type', 400, 'tool', { ...good, tool: 1 }],
    ['a title of control characters', 400, 'title', { ...good, title: 'a\u0000b' }],
    ['a text that is too long', 400, 'summary', { ...good, summary: long }],
    ['a card number', 400, 'summary', { ...good, summary: 'seen 4111 1111 1111 1111' }],
    ['a card number as reference', 400, 'externalRef', { ...good, externalRef: '4111111111111111' }],
    ['a reference with a space', 400, 'externalRef', { ...good, externalRef: 'a b' }],
    ['a run without its offset', 400, 'ranAt', { ...good, ranAt: '2026-11-25T03:15:00' }],
    ['a run in the future', 400, 'ranAt', { ...good, ranAt: '2100-01-01T00:00:00Z' }],
    ['a day that does not exist', 400, 'validUntil', { ...good, validUntil: '2026-02-30' }],
    [
      'a period that runs backwards',
      400,
      'coversTo',
      { ...good, coversFrom: '2026-02-02', coversTo: '2026-02-01' },
    ],
    [
      'an end before its day',
      400,
      'validUntil',
      { ...good, collectedOn: '2026-02-02', validUntil: '2026-02-01' },
    ],
    ['an address with a password', 400, 'runUrl', { ...good, runUrl: 'https://a:b@ci.example.com' }],
    ['an address that is a script', 400, 'runUrl', { ...good, runUrl: 'javascript:alert(1)' }],
    ['twenty-one tags', 400, 'tags', { ...good, tags: Array.from({ length: 21 }, (_, n) => `t${n}`) }],
    ['an unknown confidentiality', 400, 'confidentiality', { ...good, confidentiality: 'SECRET' }],
    [
      'requirements without an assessment',
      400,
      'requirementNumbers',
      { ...good, requirementNumbers: ['2.2.2'] },
    ],
    [
      'an assessment without requirements',
      400,
      'requirementNumbers',
      { ...good, assessmentId: crypto.randomUUID() },
    ],
    [
      'an assessment that nobody has',
      404,
      '',
      { ...good, assessmentId: crypto.randomUUID(), requirementNumbers: ['2.2.2'] },
    ],
  ])('%s: %i', async (_what, status, field, body) => {
    const before = [await rowsOf('EvidenceItem'), await rowsOf('MachineResult')];
    const answer = await push(body);
    expect(answer.status).toBe(status);
    const problem = (await answer.json()) as { fieldErrors?: Sent };
    expect(Object.keys(problem.fieldErrors ?? { '': 0 })).toEqual([field]);
    expect([await rowsOf('EvidenceItem'), await rowsOf('MachineResult')]).toEqual(before);
  });

  test('a foreign assessment answers like one that never existed; a signed one and an unasked requirement say why', async () => {
    const target = (id: string, requirementNumber = '2.2.2') => ({
      ...good,
      assessmentId: id,
      requirementNumbers: [requirementNumber],
    });
    const answers = [
      await push(target(assessmentId), foreign),
      await push(target(crypto.randomUUID()), foreign),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(await answers[0]?.text()).toBe(await answers[1]?.text());
    const closed = await push(target(signed));
    expect([closed.status, await closed.text()]).toEqual([409, expect.stringContaining('signed')]);
    expect((await push(target(assessmentId, '6.4.3'))).status).toBe(404);
  });

  test.each<[string, number, () => Promise<Response>]>([
    ['text', 415, () => POST(request('/api/v1/evidence', token, { method: 'POST', body: 'x' }))],
    [
      'JSON that does not say so',
      415,
      () =>
        POST(
          request('/api/v1/evidence', token, {
            method: 'POST',
            body: '{}',
            headers: { 'content-type': 'application/jsonp' },
          }),
        ),
    ],
    [
      'half of a JSON text',
      400,
      () =>
        POST(
          request('/api/v1/evidence', token, {
            method: 'POST',
            body: '{"a',
            headers: { 'content-type': 'application/json' },
          }),
        ),
    ],
    ['more than JSON may hold', 413, () => push({ ...good, summary: 'x'.repeat(300 * 1024) })],
    ['a form whose JSON is none', 400, () => pushForm('{', { 'a.txt': 'x' })],
    ['a form with a field more', 400, () => pushForm(JSON.stringify(good), { 'a.txt': 'x' }, { title: 'x' })],
    ['a file without contents', 400, () => pushForm(JSON.stringify(good), { 'a.txt': '' })],
    ['no key', 401, () => push(good, null)],
  ])('%s: %i', async (_what, status, send) => {
    const before = await rowsOf('EvidenceItem');
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      code: expect.any(String),
      message: expect.stringMatching(/\w/),
    });
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(await rowsOf('EvidenceItem')).toBe(before);
  });

  test('a reference of evidence that was removed, and one that the key does not see', async () => {
    const { evidenceId } = await pushed({ externalRef: 'gone' });
    const [row] = await unsafeRows<{ version: number }>(
      'SELECT "version" FROM "EvidenceItem" WHERE "id" = $1',
      [evidenceId],
    );
    await archiveEvidence(ours.grant('evidence:manage'), {
      evidenceId,
      version: row?.version ?? 0,
      reason: 'Old',
    });
    const removed = await push({ ...good, externalRef: 'gone' });
    expect([removed.status, await removed.text()]).toEqual([409, expect.stringContaining('removed')]);
    const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
    const narrow = await keyOf(owner, ['evidence:attach']);
    await pushed({ externalRef: 'hidden' });
    const hidden = await push({ ...good, externalRef: 'hidden' }, narrow.token);
    expect([hidden.status, await hidden.json()]).toEqual([
      409,
      expect.objectContaining({ fieldErrors: { externalRef: ['Choose another reference.'] } }),
    ]);
  });

  test('an item that also serves what a control owner does not see takes no version from their key', async () => {
    const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
    const narrow = await keyOf(owner, ['evidence:attach']);
    await changeAssignments(ours.grant('assignment:manage'), {
      assessmentId,
      userId: owner.userId,
      requirementNumbers: ['2.2.2'],
      dueOn: null,
      what: 'ASSIGN',
    });
    await pushed({ externalRef: 'shared', assessmentId, requirementNumbers: ['2.2.2', '11.3.2'] });
    expect((await push({ ...good, externalRef: 'shared' }, narrow.token)).status).toBe(403);
  });
});
