import { beforeAll, describe, expect, test } from 'vitest';
import { dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { listSubmissions } from '../queries/submissions';
import { assessmentEvents, makeAcquirer, makeReady, officer, sign } from '../testing/rows';
import { changeSubmission, recordSubmission } from './submission';

let ours: TestOrganization;
let theirs: TestOrganization;
let assessmentId: string;
let acquirerId: string;
let today: string;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(officer), makeOrganization(officer)]);
  today = dayIn(ours.timeZone);
  acquirerId = await makeAcquirer(ours);
  assessmentId = await makeReady(ours);
  await sign(ours, assessmentId);
});

const record = (change: object = {}, organization = ours) =>
  recordSubmission(organization.grant('submission:record'), {
    assessmentId,
    acquirerId,
    submittedOn: today,
    receipt: 'R-1',
    note: '',
    ...change,
  });
const list = async () => (await listSubmissions(ours.grant('attestation:read'), assessmentId)).submissions;

describe('submissions', () => {
  test('record acquirer, day, revision and receipt, and then the answer', async () => {
    const { submissionId } = await record();
    expect((await list())[0]).toMatchObject({
      submissionId,
      acquirerName: 'North Bank',
      submittedOn: today,
      revision: 1,
      receipt: 'R-1',
      status: 'SUBMITTED',
      version: 1,
    });
    const change = { submissionId, version: 1, submittedOn: today, receipt: 'R-1', note: 'Scan asked for' };
    const grant = ours.grant('submission:record');
    await changeSubmission(grant, { ...change, status: 'MORE_ASKED' });
    await expect(changeSubmission(grant, { ...change, status: 'ACCEPTED' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect((await list())[0]).toMatchObject({ status: 'MORE_ASKED', note: 'Scan asked for', version: 2 });
    expect((await assessmentEvents(assessmentId)).slice(-2)).toMatchObject([
      { type: 'submission.recorded', data: { submissionId, acquirerName: 'North Bank', revision: 1 } },
      {
        type: 'submission.changed',
        data: { status: { from: 'SUBMITTED', to: 'MORE_ASKED' }, note: { from: '', to: 'Scan asked for' } },
      },
    ]);
  });

  test.each([
    ['in the future', '2099-01-01'],
    ['before the signature', '2020-01-01'],
  ])('cannot lie %s', async (_, submittedOn) => {
    const before = await list();
    await expect(record({ submittedOn })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { submittedOn: expect.any(Array) },
    });
    expect(await list()).toEqual(before);
  });

  test('need a signature first', async () => {
    const open = await makeReady(ours);
    await expect(record({ assessmentId: open })).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('know neither the assessments nor the acquirers of others', async () => {
    await expect(record({}, theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const foreign = await makeAcquirer(theirs);
    await expect(record({ acquirerId: foreign })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { acquirerId: ['Choose an acquirer of the list.'] },
    });
    const { submissionId } = await record();
    await expect(
      changeSubmission(theirs.grant('submission:record'), {
        submissionId,
        version: 1,
        submittedOn: today,
        status: 'ACCEPTED',
        receipt: '',
        note: '',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(listSubmissions(theirs.grant('attestation:read'), assessmentId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
