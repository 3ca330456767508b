import { v7 as uuid } from 'uuid';
import { expect, it } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { confirmCarried } from '@/lib/carry-over/commands';
import { keepConfirmed } from '@/lib/checklist-table/operations';
import { spendTurn } from '@/lib/platform/rate-limit';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { confirmShared, detachShared, shareAnswers } from '@/lib/shared-answer/commands';
import { change } from './testing';

it('what holds an assessment for many requirements shares one limit: the rest is refused before it holds anything', async () => {
  const ours = await makeOrganization();
  const colleague = await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
  const assessmentId = await makeAssessment(ours, 'A');
  const assign = (who: typeof colleague, what: 'ASSIGN' | 'TAKE_AWAY') =>
    changeAssignments(who.grant('assignment:manage'), {
      assessmentId,
      userId: colleague.userId,
      requirementNumbers: ['2.2.2'],
      dueOn: null,
      what,
    });
  for (let count = 0; count < 29; count += 1) await spendTurn('joint', ours.grant('response:record'));
  await assign(ours, 'ASSIGN');

  const grants = { record: ours.grant('response:record'), attach: ours.grant('evidence:attach') };
  const tried = {
    assign: () => assign(ours, 'TAKE_AWAY'),
    carry: () =>
      confirmCarried(
        grants.record,
        assessmentId,
        { requirementNumbers: ['2.2.2'], test: null },
        keepConfirmed,
      ),
    share: () => shareAnswers(grants, assessmentId, { entries: [] }),
    confirm: () => confirmShared(grants, assessmentId, { entries: [] }),
    detach: () => detachShared(grants.record, assessmentId, { requirementNumber: '2.2.2' }),
    change: () => change(ours, assessmentId, uuid()),
  };
  for (const [name, act] of Object.entries(tried)) {
    const answer = await act().then(
      () => 'done',
      (error) => `${error.code} ${error.retryAfter > 0}`,
    );
    expect([name, answer]).toEqual([name, 'RATE_LIMITED true']);
  }
  const denied = await unsafeRows(
    `SELECT DISTINCT "text"::jsonb #>> '{data,permission}' AS permission FROM "AuditEvent"
      WHERE "organizationId" = $1 AND "type" = 'access.denied' ORDER BY 1`,
    [ours.organizationId],
  );
  expect(denied.map((row) => Object.values(row)[0])).toEqual([
    'assessment:manage',
    'assignment:manage',
    'response:record',
  ]);
  // Somebody else has turns of their own.
  await assign(colleague, 'TAKE_AWAY');
});
