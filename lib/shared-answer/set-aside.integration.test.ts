import { beforeEach, expect, it } from 'vitest';
import { read } from '@/lib/access/read';
import { unsafeLoad } from '@/lib/attestation/queries/sources';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import type { ResponseChanges } from '@/lib/response/model';
import { listChecklist } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { detachShared, shareAnswers } from './commands';
import { listShared, listShareLines } from './queries';

const NUMBER = '12.10.1';
let ours: TestOrganization;
let [source, target] = ['', ''];

beforeEach(async () => {
  ours = await makeOrganization();
  source = await makeAssessment(ours, 'A');
  target = await makeAssessment(ours, 'A-EP');
  await answer(0, { finding: 'IN_PLACE', resultNote: 'Plan of 2025' });
  const record = ours.grant('response:record');
  const entries = await listShareLines(reading(), source, { requirementNumber: NUMBER });
  await shareAnswers({ record, attach: ours.grant('evidence:attach') }, source, { entries });
});

const reading = () => ours.grant('assessment:read');
const answer = (version: number, changes: ResponseChanges) =>
  recordResponse(
    ours.grant('response:record'),
    { assessmentId: source, requirementNumber: NUMBER },
    { row: 0, version, changes },
  );
const setAside = (assessmentId: string) =>
  unsafeRows(
    `INSERT INTO "SetAsideRequirement" ("organizationId", "assessmentId", "requirementKey", "setAsideById", "setAsideByName") VALUES ($1, $2, $3, $4, 'Ada')`,
    [ours.organizationId, assessmentId, `pci-dss:${NUMBER}`, ours.userId],
  );

/** What stops the signature, and what the checklist counts as open. */
async function waiting() {
  const { sources } = await read(reading(), (tx) => unsafeLoad(tx, reading(), target));
  const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId: 'A-EP' };
  const { items } = await listChecklist(reading(), target, head);
  const open = items.filter((item) => item.isUnconfirmed).map((item) => item.requirementNumber);
  return { stops: sources.unconfirmed, open };
}

it('that is old stops the signature also after its source was set aside, until it is detached', async () => {
  await answer(1, { finding: 'NOT_IN_PLACE', resultNote: 'No plan' });
  const before = await waiting();
  expect(before).toEqual({ stops: [NUMBER], open: [NUMBER] });
  await setAside(source);
  expect(await waiting()).toEqual(before);
  expect(await listShared(reading(), target)).toMatchObject([{ state: 'STOPPED', waits: true }]);
  await detachShared(ours.grant('response:record'), target, { requirementNumber: NUMBER });
  expect(await waiting()).toEqual({ stops: [], open: [] });
});

it('that says what its source said when it was set aside stays an answer', async () => {
  await setAside(source);
  expect(await waiting()).toEqual({ stops: [], open: [] });
  expect(await listShared(reading(), target)).toMatchObject([{ state: 'STOPPED', waits: false }]);
});

it('stops nothing where it is set aside itself', async () => {
  await answer(1, { finding: 'NOT_IN_PLACE' });
  await setAside(target);
  expect(await waiting()).toEqual({ stops: [], open: [] });
  const rows = await read(
    reading(),
    (tx) => tx.$queryRaw`SELECT 1 FROM unconfirmed_answers(${ours.organizationId}::uuid)`,
  );
  expect(rows).toEqual([]);
});
