import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import * as schema from '@/lib/api/schema/answers';
import * as library from '@/lib/api/schema/evidence';
import { keyOf, request } from '@/lib/api/testing';
import { verifyAuditTrail } from '@/lib/audit-trail/commands';
import { addTestFiles } from '@/lib/evidence/testing/files';
import { endMembership } from '@/lib/organization/commands/member';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { makeSchedule } from '@/lib/schedule/testing';
import { POST as POST_SIGNED } from '../assessments/[assessmentId]/signed-document/route';
import { GET as GET_HITS_OF_BROWSER } from '../evidence/route';
import { GET as GET_DUTIES } from './activities/route';
import { GET as GET_PANEL } from './assessments/[assessmentId]/requirements/[requirementNumber]/evidence/route';
import { GET as GET_RESPONSE, PATCH } from './assessments/[assessmentId]/responses/[requirementNumber]/route';
import { GET as GET_RESPONSES } from './assessments/[assessmentId]/responses/route';
import { GET as GET_ASSESSMENTS } from './assessments/route';
import { GET as GET_LOG } from './audit-log/route';
import { GET as GET_HITS } from './evidence/search/route';
import { GET as GET_INTEGRATIONS } from './integrations/route';

let ours: TestOrganization;
let officer: TestMember;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization();
  officer = await ours.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Ola Nordmann' });
  assessmentId = await makeAssessment(ours, 'A');
});

const list = (token: string | null, init = {}) =>
  GET_ASSESSMENTS(request('/api/v1/assessments', token, init));

async function cookieOf(who: { userId: string }, organizationId: string): Promise<string> {
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
    [sessionId, who.userId, organizationId],
  );
  const value = await sessionCookieValue({ userId: who.userId, sessionId });
  return `${sessionCookieName()}=${encodeURIComponent(value)}`;
}

function save(token: string | null, changes: object, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ row: 0, version: 0, changes });
  const context = { params: Promise.resolve({ assessmentId, requirementNumber: '2.2.2' }) };
  return PATCH(
    request('/api/v1/x', token, {
      method: 'PATCH',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    }),
    context,
  );
}

describe('a request with a key', () => {
  test('reads what its organization has, and nothing of another', async () => {
    const theirs = await makeOrganization();
    await makeAssessment(theirs, 'A');
    const { token } = await keyOf(officer);
    const answer = await list(token);
    expect(answer.status).toBe(200);
    const { items } = schema.assessmentPage.parse(await answer.json());
    expect(items.map((item) => item.assessmentId)).toEqual([assessmentId]);
    expect(items[0]?.progress).toMatchObject({ requirements: 27, answered: 0 });
  });

  test('records an answer without an origin, and the entry names the key and the address', async () => {
    const { token, keyId } = await keyOf(officer);
    const answer = await save(token, { finding: 'IN_PLACE' });
    expect(answer.status).toBe(200);
    const savedView = schema.saved.parse(await answer.json());
    expect(savedView).toMatchObject({ savedByName: 'Ola Nordmann' });
    const [event] = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'response.recorded' ORDER BY "sequence" DESC LIMIT 1`,
      [ours.organizationId],
    );
    expect(JSON.parse(event?.text ?? '{}').actor).toMatchObject({
      id: officer.userId,
      name: 'Ola Nordmann',
      role: 'COMPLIANCE_OFFICER',
      from: expect.stringMatching(/^198\.51\./),
      key: { id: keyId, name: 'Ticket robot' },
    });
    // The chain that names it is still whole.
    const log = await GET_LOG(request('/api/v1/audit-log', token));
    expect(await log.text()).toContain(keyId);
    expect((await verifyAuditTrail(ours.grant('audit-trail:read'))).problem).toBeNull();
  });

  test('with a cookie beside it uses the key only', async () => {
    const cookie = await cookieOf(ours, ours.organizationId);
    const { token } = await keyOf(officer, ['integration:read']);
    expect((await list(token, { headers: { cookie } })).status).toBe(403);
    expect((await list('inp_unknown', { headers: { cookie } })).status).toBe(401);
    // A session opens nothing here, and needs no origin to be refused.
    expect((await list(null, { headers: { cookie } })).status).toBe(401);
    expect((await save(null, { finding: 'IN_PLACE' }, { cookie })).status).toBe(401);
    // And where the browser asks, a key opens nothing, whatever comes with it.
    const all = await keyOf(ours);
    for (const key of [all.token, 'inp_unknown'])
      expect(
        (await GET_HITS_OF_BROWSER(request('/api/evidence?query=x', key, { headers: { cookie } }))).status,
      ).toBe(403);
    expect(
      (await GET_HITS_OF_BROWSER(request('/api/evidence?query=x', null, { headers: { cookie } }))).status,
    ).toBe(200);
  });

  test('that belongs to a proxy in front is none of ours: the cookie decides', async () => {
    const cookie = await cookieOf(ours, ours.organizationId);
    const search = (init = {}) =>
      GET_HITS_OF_BROWSER(request('/api/evidence?query=x', 'eyJhbGciOiJub25lIn0.e30.', init));
    expect((await search({ headers: { cookie } })).status).toBe(200);
    expect((await search()).status).toBe(401);
    expect((await list('eyJhbGciOiJub25lIn0.e30.', { headers: { cookie } })).status).toBe(401);
  });

  test('does what it was made for and no more, whatever its member may', async () => {
    const { token } = await keyOf(ours, ['evidence:read']);
    expect((await GET_HITS(request('/api/v1/evidence/search?query=x', token))).status).toBe(200);
    expect((await list(token)).status).toBe(403);
    expect((await save(token, { finding: 'IN_PLACE' })).status).toBe(403);
  });

  test('never signs, also when the row in the database says so', async () => {
    const { token, keyId } = await keyOf(ours);
    await unsafeRows(
      `UPDATE "ApiKey" SET "permissions" = ARRAY['attestation:sign','evidence:attach'] WHERE "id" = $1`,
      [keyId],
    );
    const signed = await POST_SIGNED(request('/api/v1/x', token, { method: 'POST' }), {
      params: Promise.resolve({ assessmentId }),
    });
    expect(signed.status).toBe(403);
  });

  test('answers what its description says', async () => {
    const { organization, plan, today } = await makeSchedule();
    await plan({ dueOn: today });
    const { token } = await keyOf(organization);
    const duties = schema.dutyPage.parse(
      await (await GET_DUTIES(request('/api/v1/activities', token))).json(),
    );
    expect(duties.items).toHaveLength(1);
    const mine = await keyOf(officer);
    const context = { params: Promise.resolve({ assessmentId, requirementNumber: '2.2.2' }) };
    await addTestFiles(officer, undefined, {}, { assessmentId, requirementNumber: '2.2.2' });
    schema.checklist.parse(await (await GET_RESPONSES(request('/api/v1/x', mine.token), context)).json());
    schema.responses.parse(await (await GET_RESPONSE(request('/api/v1/x', mine.token), context)).json());
    const panel = library.evidencePanel.parse(
      await (await GET_PANEL(request('/api/v1/x', mine.token), context)).json(),
    );
    expect(panel.items).toHaveLength(1);
    const found = await GET_HITS(request('/api/v1/evidence/search?query=scan', mine.token));
    expect(library.evidenceHits.parse(await found.json()).hits.length).toBeGreaterThan(0);
    schema.problem.parse(await (await list('inp_unknown')).json());
  });
});

describe('pages of a list', () => {
  test('follow each other by the cursor, and each integration comes once', async () => {
    const owner = await makeOrganization();
    const [legalEntity] = await unsafeRows<{ id: string }>(
      `INSERT INTO "LegalEntity" ("organizationId", "id", "entityType", "name") VALUES ($1, gen_random_uuid(), 'MERCHANT', 'Shop') RETURNING "id"`,
      [owner.organizationId],
    );
    await unsafeRows(
      `INSERT INTO "Integration" ("organizationId", "id", "legalEntityId", "name", "method", "channels", "sites")
       SELECT $1, gen_random_uuid(), $2, 'Shop ' || n, 'HOSTED_FIELDS', ARRAY['E_COMMERCE'], ARRAY['shop.example'] FROM generate_series(1, 7) n`,
      [owner.organizationId, legalEntity?.id],
    );
    const { token } = await keyOf(owner, ['integration:read']);
    const names: string[] = [];
    let cursor: string | null = '';
    let pages = 0;
    do {
      const path = `/api/v1/integrations?limit=3${cursor ? `&cursor=${cursor}` : ''}`;
      const page = schema.integrationPage.parse(await (await GET_INTEGRATIONS(request(path, token))).json());
      names.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor && pages < 9);
    expect(pages).toBe(3);
    expect(names.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `Shop ${n}`));
  });

  test.each(['limit=0', 'limit=201', 'limit=x', 'cursor=1', 'sort=name', 'limit=1&cursor=%00'])(
    '%s is refused with words',
    async (query) => {
      const { token } = await keyOf(officer);
      const answer = await GET_ASSESSMENTS(request(`/api/v1/assessments?${query}`, token));
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'INVALID' });
    },
  );

  test.each(['from=2026-13-01', 'from=2026-06-01&to=2026-05-31', 'from=2026-01-01&to=2029-01-01'])(
    'duties of %s are refused with words',
    async (query) => {
      const { token } = await keyOf(officer);
      expect((await GET_DUTIES(request(`/api/v1/activities?${query}`, token))).status).toBe(400);
    },
  );
});

describe('a key that does not work', () => {
  /** Everything of the answer that a stranger could compare. */
  async function refusalOf(token: string) {
    const answer = await list(token);
    return { status: answer.status, body: await answer.text(), headers: [...answer.headers] };
  }

  test('gets the same answer whether it is unknown, expired, revoked or of a former member', async () => {
    const gone = await ours.addMember({ role: 'CONTROL_OWNER' });
    const [expired, revoked, left, off] = [
      await keyOf(officer),
      await keyOf(officer),
      await keyOf(gone, ['assessment:read']),
      await keyOf(await ours.addMember(), ['assessment:read']),
    ];
    await unsafeRows(
      `UPDATE "ApiKey" SET "createdAt" = now() - interval '91 days', "expiresAt" = now() - interval '1 second' WHERE "id" = $1`,
      [expired.keyId],
    );
    await unsafeRows('UPDATE "ApiKey" SET "revokedAt" = now() WHERE "id" = $1', [revoked.keyId]);
    await unsafeRows(
      `UPDATE "User" SET "deactivatedAt" = now() WHERE "id" = (SELECT m."userId" FROM "Membership" m JOIN "ApiKey" k ON k."membershipId" = m."id" WHERE k."id" = $1)`,
      [off.keyId],
    );
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [gone.userId]);
    const unknown = await refusalOf('inp_0000000000000000000000000000000000000000000000000');
    expect(unknown).toMatchObject({ status: 401, body: expect.stringContaining('This key is not valid.') });
    for (const { token } of [expired, revoked, left, off]) expect(await refusalOf(token)).toEqual(unknown);
    // However a membership was ended: who comes back gets no old key back.
    await unsafeRows('UPDATE "Membership" SET "endedAt" = NULL WHERE "userId" = $1', [gone.userId]);
    expect(await refusalOf(left.token)).toEqual(unknown);
  });

  test('stops with the next request when its membership ends, and stays dead when the person comes back', async () => {
    const member = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Kim Roe' });
    const { token, keyId } = await keyOf(member, ['assessment:read']);
    expect((await list(token)).status).toBe(200);
    const [membership] = await unsafeRows<{ id: string }>(
      'SELECT "id" FROM "Membership" WHERE "userId" = $1',
      [member.userId],
    );
    await endMembership(
      ours.grant('member:manage'),
      unsafeMakeConfirmation(ours.userId),
      membership?.id ?? '',
    );
    expect((await list(token)).status).toBe(401);
    const events = await unsafeRows<{ type: string }>(
      `SELECT "type" FROM "AuditEvent" WHERE "organizationId" = $1 AND "subjectId" = $2 ORDER BY "sequence"`,
      [ours.organizationId, keyId],
    );
    expect(events.map((event) => event.type)).toEqual(['api-key.made', 'api-key.revoked']);
    await unsafeRows('UPDATE "Membership" SET "endedAt" = NULL WHERE "userId" = $1', [member.userId]);
    expect((await list(token)).status).toBe(401);
  });

  test('follows the role of its member at once: less, and nothing for a role that holds no keys', async () => {
    const member = await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
    const { token } = await keyOf(member, ['assessment:read', 'audit-trail:read']);
    const asRole = async (role: string) => {
      await unsafeRows('UPDATE "Membership" SET "role" = $2 WHERE "userId" = $1', [member.userId, role]);
      const log = await GET_LOG(request('/api/v1/audit-log', token));
      return [(await list(token)).status, log.status];
    };
    expect(await asRole('COMPLIANCE_OFFICER')).toEqual([200, 200]);
    expect(await asRole('CONTROL_OWNER')).toEqual([200, 403]);
    expect(await asRole('ASSESSOR')).toEqual([403, 403]);
  });
});
