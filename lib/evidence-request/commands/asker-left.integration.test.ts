import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Role, roles } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { addDays, dayIn } from '@/lib/platform/clock';
import { type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { findRequestLink, getOpenLink } from '../queries/link';
import { getRequest, listRequests } from '../queries/list';
import { wanted } from '../testing/asked';
import { makePeople } from '../testing/desk';
import { answerByLink } from './answer';
import { askAgain, askForEvidence } from './ask';
import { remindOfRequest } from './look-after';

let shop: TestOrganization;
let owner: TestMember;
let asker: TestMember;
let assessmentId: string;
let requestId: string;
let token: string;

beforeAll(async () => {
  ({ shop, owner } = await makePeople());
});
beforeEach(async () => {
  assessmentId = await makeAssessment(shop);
  asker = await shop.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Lea Leaver' });
  const asked = await askForEvidence(asker.grant('evidence:request'), wanted(shop, assessmentId));
  requestId = asked.requestId;
  token = tokenOf(asked.link);
});

const tokenOf = (link: string | null) => link?.split('/').at(-1) ?? '';
const setRole = (role: Role) =>
  unsafeRows('UPDATE "Membership" SET "role" = $2 WHERE "userId" = $1', [asker.userId, role]);
const leave = () =>
  unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [asker.userId]);

describe('a link whose asker may not ask any more', () => {
  test.each([
    ['their membership ended', leave],
    ['they were given another role', () => setRole('MANAGER')],
    [
      'their account was switched off',
      () => unsafeRows('UPDATE "User" SET "deactivatedAt" = now() WHERE "id" = $1', [asker.userId]),
    ],
  ])('is dead like any other: %s', async (_why, happens) => {
    const link = await getOpenLink(token);
    await happens();
    const stopped = await getOpenLink(token).catch(({ code, message }) => ({ code, message }));
    expect(stopped).toEqual({ code: 'WRONG_STATE', message: expect.not.stringMatching(/left|member|role/) });
    // Also for whoever had come in before: the database looks again when the answer is written.
    await expect(answerByLink(link, { uploadIds: [], note: '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('works as long as the asker’s role may ask, whichever role that is', async () => {
    for (const role of roles) {
      await setRole(role);
      const state = (await findRequestLink(token))?.state;
      expect([role, state]).toEqual([role, isAllowed(role, 'evidence:request') ? 'OPEN' : 'STOPPED']);
    }
  });

  test('is listed as stopped, and an officer asks again in their own name', async () => {
    const grant = shop.grant('evidence:request');
    const inState = async (state: 'OPEN' | 'STOPPED') => {
      const list = await listRequests(grant, state, null);
      const here = list.requests.filter((one) => one.assessmentId === assessmentId);
      return here.map((one) => [one.requestId, one.state]);
    };
    expect(await inState('OPEN')).toEqual([[requestId, 'OPEN']]);
    const before = (await listRequests(grant, 'OPEN', null)).counts;
    await leave();
    const { counts } = await listRequests(grant, 'OPEN', null);
    expect([counts.OPEN, counts.STOPPED]).toEqual([before.OPEN - 1, before.STOPPED + 1]);
    expect([await inState('OPEN'), await inState('STOPPED')]).toEqual([[], [[requestId, 'STOPPED']]]);
    expect((await getRequest(grant, requestId)).state).toBe('STOPPED');
    await expect(remindOfRequest(grant, requestId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const untilOn = addDays(dayIn(shop.timeZone), 7);
    const anew = await askAgain(grant, { requestId, untilOn });
    expect(await getRequest(grant, anew.requestId)).toMatchObject({
      state: 'OPEN',
      askerName: 'Priya Raman',
    });
    expect((await getRequest(grant, requestId)).state).toBe('WITHDRAWN');
    expect((await findRequestLink(tokenOf(anew.link)))?.state).toBe('OPEN');
    expect((await findRequestLink(token))?.state).toBe('WITHDRAWN');
  });

  test('stops nothing that a member was asked for, who answers with their own account', async () => {
    const { requestId: ofMember } = await askForEvidence(
      asker.grant('evidence:request'),
      wanted(shop, assessmentId, { who: 'MEMBER', memberId: owner.userId }),
    );
    await leave();
    expect((await getRequest(shop.grant('evidence:request'), ofMember)).state).toBe('OPEN');
  });
});
