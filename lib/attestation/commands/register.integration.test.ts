import { beforeEach, describe, expect, test } from 'vitest';
import { createAssessment } from '@/lib/assessment/commands/create-assessment';
import { getAssessmentBackground } from '@/lib/assessment/queries';
import { assessmentFacts, decide, decided } from '@/lib/assessment/testing';
import { addIntegration } from '@/lib/integration/commands/add-integration';
import { addIntegrationInput } from '@/lib/integration/schema';
import { parseInput } from '@/lib/platform/parse';
import {
  makeOrganization,
  type TestOrganization,
  unsafeOwner,
  unsafeRows,
  untilWaitedFor,
} from '@/lib/platform/testing';
import { recordOverride } from '@/lib/questionnaire/commands';
import { getPickerContext } from '@/lib/questionnaire/queries';
import { answerAll as answerPicker } from '@/lib/questionnaire/rules/testing';
import { recordOverrideInput, runAddress } from '@/lib/questionnaire/schema';
import { getAttestationDocument } from '../queries/document';
import { getSignOff } from '../queries/sign-off';
import { answerAll, fillForm, officer, shownHash, sign } from '../testing/rows';

let ours: TestOrganization;
let base: Awaited<ReturnType<typeof decided>>;
let assessmentId: string;

/** A SAQ A by the picker's decision, with everything but the signature. */
beforeEach(async () => {
  ours = await makeOrganization(officer);
  base = await decided(ours);
  const facts = assessmentFacts(base.decisionId);
  ({ assessmentId } = await createAssessment(ours.grant('assessment:manage'), facts, async () => []));
  await answerAll(assessmentId, 'IN_PLACE');
  await fillForm(ours, assessmentId);
});

const setMethod = (method: string) =>
  unsafeRows('UPDATE "Integration" SET "method" = $2 WHERE "id" = $1', [base.integrationId, method]);

const background = () => getAssessmentBackground(ours.grant('assessment:read'), assessmentId);

/** Another integration of the same legal entity. */
async function add(facts: object): Promise<string> {
  const input = parseInput(addIntegrationInput, { ...facts, legalEntityId: base.legalEntityId });
  const { integrationId } = await addIntegration(ours.grant('integration:manage'), input);
  return integrationId;
}

/** The acquirer's decision on SAQ A for an integration for which the rules find more. */
async function overridden(method: string): Promise<string> {
  await setMethod(method);
  const grant = ours.grant('assessment:manage');
  const { legalEntityId, integrationId } = base;
  const context = await getPickerContext(grant, legalEntityId, [integrationId]);
  const answers = answerPicker(context, { scripts: 'NO' });
  const { decisions } = await recordOverride(
    grant,
    parseInput(recordOverrideInput, {
      run: runAddress({ legalEntityId, integrationIds: [integrationId], answers }).toString(),
      resultId: 'A-EP',
      questionnaireId: 'A',
      integrationIds: [integrationId],
      decidedBy: 'North Bank, Ms Lee',
      decidedOn: '2026-01-10',
      what: 'SAQ A is enough, by letter.',
    }),
  );
  return decisions[0]?.decisionId ?? '';
}

async function draftOf(id: string) {
  const page = await getSignOff(ours.grant('attestation:read'), id);
  if (!('draft' in page)) throw new Error('signed');
  return page.draft;
}

async function stops(id = assessmentId) {
  return (await draftOf(id)).problems.filter(({ severity }) => severity === 'STOPS');
}

describe('signing after the register changed', () => {
  test('is possible while the register says what the questionnaire was decided on', async () => {
    expect(await stops()).toEqual([]);
    expect(await background()).toMatchObject({ decisionId: base.decisionId, register: { changes: [] } });
    await sign(ours, assessmentId);
  });

  test('what was signed says that the register has moved on, and rests on its own decision', async () => {
    await sign(ours, assessmentId);
    expect((await background()).register.changes).toEqual([]);
    await setMethod('SERVER_API');
    expect(await background()).toMatchObject({
      decisionId: base.decisionId,
      register: { changes: [{ integrationId: base.integrationId, name: 'Webshop' }] },
    });
  });

  test('is refused under the lock, too, and the overview says why', async () => {
    await setMethod('SERVER_API');
    expect(await stops()).toMatchObject([{ code: 'REGISTER_CHANGED' }]);
    const contentSha256 = await shownHash(ours, assessmentId);
    await expect(sign(ours, assessmentId, { contentSha256 })).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('Your own server calls the provider’s API'),
    });
    expect((await background()).register.changes).toMatchObject([
      { integrationId: base.integrationId, name: 'Webshop' },
    ]);
    await setMethod('HOSTED_REDIRECT');
    await sign(ours, assessmentId);
  });

  test('waits for a change of the register that is under way, and then sees it', async () => {
    const contentSha256 = await shownHash(ours, assessmentId);
    const client = await unsafeOwner().connect();
    await client.query('BEGIN');
    await client.query(`UPDATE "Integration" SET "storesAccountData" = true WHERE "id" = $1`, [
      base.integrationId,
    ]);
    const signing = sign(ours, assessmentId, { contentSha256 }).catch((error: unknown) => error);
    await untilWaitedFor(client);
    await client.query('COMMIT');
    client.release();
    expect(await signing).toMatchObject({ code: 'CONFLICT' });
    expect(await stops()).toMatchObject([
      { words: expect.stringContaining('card numbers are now kept electronically') },
    ]);
  });

  test('says so where the acquirer had decided', async () => {
    await unsafeRows(`UPDATE "Assessment" SET "decisionId" = $2 WHERE "id" = $1`, [
      assessmentId,
      await overridden('HOSTED_FIELDS'),
    ]);
    expect((await background()).register).toEqual({ changes: [], decidedBy: 'North Bank, Ms Lee' });
    await setMethod('SERVER_API');
    expect(await stops()).toContainEqual(
      expect.objectContaining({
        code: 'REGISTER_CHANGED',
        words: expect.stringContaining('since North Bank, Ms Lee decided on SAQ A'),
      }),
    );
  });

  test('is possible again once the picker found the same questionnaire for the new facts', async () => {
    await setMethod('PAYMENT_LINK');
    expect(await stops()).toMatchObject([{ code: 'REGISTER_CHANGED' }]);
    const later = await decide(ours, base.legalEntityId, base.integrationId);
    expect(await stops()).toEqual([]);
    expect(await background()).toMatchObject({ decisionId: later, register: { changes: [] } });
    await sign(ours, assessmentId);
  });

  test('stays refused when the picker finds another questionnaire', async () => {
    await setMethod('SERVER_API');
    await decide(ours, base.legalEntityId, base.integrationId);
    expect(await stops()).toMatchObject([{ code: 'REGISTER_CHANGED' }]);
  });

  test('is refused for a correction as well, which keeps the questionnaire', async () => {
    await sign(ours, assessmentId);
    const facts = assessmentFacts(base.decisionId, { name: 'Correction' });
    const made = await createAssessment(ours.grant('assessment:manage'), facts, async () => []);
    await unsafeRows('UPDATE "Assessment" SET "revisionOfId" = $2, "revision" = 2 WHERE "id" = $1', [
      made.assessmentId,
      assessmentId,
    ]);
    await answerAll(made.assessmentId, 'IN_PLACE');
    await fillForm(ours, made.assessmentId);
    await setMethod('DIRECT_POST');
    expect(await stops(made.assessmentId)).toMatchObject([
      { words: expect.stringContaining('the signed revision stays as it is') },
    ]);
  });

  test('asks nothing of an integration of another organization', async () => {
    const theirs = await makeOrganization(officer);
    await expect(
      getAssessmentBackground(theirs.grant('assessment:read'), assessmentId),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('part 2a', () => {
  test('proposes the other integrations of the entity, with the assessment that covers them', async () => {
    const facts = { name: 'Call centre', method: 'VIRTUAL_TERMINAL', channels: ['MOTO'] };
    const integrationId = await add(facts);
    expect((await draftOf(assessmentId)).problems).toContainEqual(
      expect.objectContaining({
        code: 'NOTHING_LEFT_OUT',
        severity: 'ADVICE',
        words: expect.stringContaining('Call centre'),
      }),
    );
    const decisionId = await decide(ours, base.legalEntityId, integrationId);
    const made = await createAssessment(
      ours.grant('assessment:manage'),
      assessmentFacts(decisionId, { name: 'Calls 2026' }),
      async () => [],
    );
    expect((await draftOf(made.assessmentId)).form.channels).toMatchObject({
      channelsExcluded: true,
      excluded: [
        {
          channel: 'E_COMMERCE',
          description: 'Webshop',
          reason: 'Assessed separately with SAQ A: Webshop 2026.',
        },
      ],
    });
  });

  test('names nothing that is archived or another organization’s', async () => {
    await decided(await makeOrganization(officer));
    const facts = { name: 'Old shop', method: 'HOSTED_REDIRECT', channels: ['E_COMMERCE'] };
    const integrationId = await add(facts);
    await unsafeRows('UPDATE "Integration" SET "archivedAt" = now() WHERE "id" = $1', [integrationId]);
    const codes = (await draftOf(assessmentId)).problems.map(({ code }) => code);
    expect(codes).not.toContain('NOTHING_LEFT_OUT');
  });
});

test('the document gives the reasons as questions and answers, not as what the picker says', async () => {
  const { content } = await getAttestationDocument(ours.grant('attestation:read'), assessmentId);
  const reasons = content.decision?.reasons ?? [];
  expect(reasons.length).toBeGreaterThan(2);
  for (const reason of reasons) expect(reason).toMatch(/\? .+\.$/);
});
