import { beforeAll, expect, test } from 'vitest';
import { riskInput } from '@/lib/accepted-risk/testing';
import type { KeyPermission } from '@/lib/access/permissions';
import { keyOf, request } from '@/lib/api/testing';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { testInput } from '@/lib/test-record/testing';
import { POST as POST_RISK } from '../assessments/[assessmentId]/requirements/[requirementNumber]/accepted-risks/route';
import { POST as POST_EVIDENCE } from './assessments/[assessmentId]/requirements/[requirementNumber]/evidence/route';
import { PATCH as PATCH_TAGS } from './assessments/[assessmentId]/requirements/[requirementNumber]/tags/route';
import { POST as POST_TEST } from './assessments/[assessmentId]/requirements/[requirementNumber]/tests/route';

let ours: TestOrganization;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization();
  assessmentId = await makeAssessment(ours, 'A');
  await unsafeRows(
    `UPDATE "Response" SET "finding" = 'NOT_IN_PLACE', "version" = 1 WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:2.2.2'`,
    [assessmentId],
  );
});

type Handler = typeof POST_RISK & typeof PATCH_TAGS;

/** What the address answers to a key that was made for this, and how many rows the organization has then. */
async function ask(handler: Handler, table: string, permissions: KeyPermission[], body: object) {
  const { token } = await keyOf(ours, permissions);
  const headers = { 'content-type': 'application/json' };
  const sent = request('/api/v1/x', token, { method: 'POST', headers, body: JSON.stringify(body) });
  const { status } = await handler(sent, {
    params: Promise.resolve({ assessmentId, requirementNumber: '2.2.2' }),
  });
  const rows = await unsafeRows(`SELECT 1 FROM "${table}" WHERE "organizationId" = $1`, [
    ours.organizationId,
  ]);
  return { status, rows: rows.length };
}

const note = { kind: 'NOTE', title: 'Seen', note: 'Seen on site' };

test.each([
  ['tags', PATCH_TAGS, 'RequirementTag', 'response:record', { tags: ['x'], version: 0 }],
  ['a test', POST_TEST, 'TestRecord', 'response:record', testInput()],
  ['evidence', POST_EVIDENCE, 'EvidenceItem', 'evidence:attach', note],
] as const)(
  'a key that may write %s and not read them is refused before anything is written',
  async (...[, handler, table, permission, body]) => {
    expect(await ask(handler as Handler, table, [permission], body)).toEqual({ status: 403, rows: 0 });
    const reading = permission === 'evidence:attach' ? 'evidence:read' : 'assessment:read';
    expect(await ask(handler as Handler, table, [permission, reading], body)).toEqual({
      status: 200,
      rows: 1,
    });
  },
);

test('a risk is accepted by a person: no key records it, whatever it was made for', async () => {
  const both: KeyPermission[] = ['response:record', 'assessment:read'];
  expect(await ask(POST_RISK as Handler, 'AcceptedRisk', both, riskInput())).toEqual({
    status: 403,
    rows: 0,
  });
});
