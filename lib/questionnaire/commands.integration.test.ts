import { beforeEach, describe, expect, it } from 'vitest';
import { addIntegration } from '@/lib/integration/commands/add-integration';
import { archiveIntegration } from '@/lib/integration/commands/archive-integration';
import { addIntegrationInput } from '@/lib/integration/schema';
import { addLegalEntity, archiveLegalEntity } from '@/lib/legal-entity/commands/legal-entity';
import { eventsOf, legalEntityFacts, refusalOf, unknownId } from '@/lib/legal-entity/testing';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordDecision, recordOverride } from './commands';
import { getDecision, getPickerContext, listPickerEntities } from './queries';
import { answerAll } from './rules/testing';
import { recordDecisionInput, recordOverrideInput, runAddress } from './schema';

let ours: TestOrganization;
let theirs: TestOrganization;
let legalEntityId: string;
let webshop: string;
let api: string;

async function arrange(organization: TestOrganization) {
  const entity = await addLegalEntity(organization.grant('legal-entity:manage'), legalEntityFacts());
  const add = async (name: string, method: string) =>
    (
      await addIntegration(
        organization.grant('integration:manage'),
        parseInput(addIntegrationInput, { name, method, channels: ['E_COMMERCE'], ...entity }),
      )
    ).integrationId;
  return {
    ...entity,
    webshop: await add('Webshop', 'HOSTED_REDIRECT'),
    api: await add('Cards API', 'SERVER_API'),
  };
}

beforeEach(async () => {
  ours = await makeOrganization({ role: 'COMPLIANCE_OFFICER' });
  theirs = await makeOrganization();
  ({ legalEntityId, webshop, api } = await arrange(ours));
});

const manage = (organization: TestOrganization) => organization.grant('assessment:manage');

async function run(integrationIds: string[], said: Record<string, string | readonly string[]> = {}) {
  const context = await getPickerContext(manage(ours), legalEntityId, integrationIds);
  const key = (id: string) =>
    [...context.chosen, ...context.others].find((one) => one.integrationId === id)?.key ?? '';
  const keyed = Object.fromEntries(
    Object.entries(said).map(([id, value]) => [
      id.replace('webshop', key(webshop)).replace('api', key(api)),
      String(value).replace('webshop', key(webshop)).replace('api', key(api)),
    ]),
  );
  return runAddress({ legalEntityId, integrationIds, answers: answerAll(context, keyed) }).toString();
}

async function decide(text: string) {
  return recordDecision(manage(ours), parseInput(recordDecisionInput, { run: text }));
}

async function decisionCount(organization: TestOrganization) {
  const [row] = await unsafeRows<{ count: number }>(
    'SELECT count(*)::int AS "count" FROM "QuestionnaireDecision" WHERE "organizationId" = $1',
    [organization.organizationId],
  );
  return row?.count;
}

describe('recording where a run of the picker led', () => {
  it('writes the decision with every answer, criterion and reason, and one event', async () => {
    const { decisions } = await decide(await run([webshop]));
    expect(decisions).toEqual([{ decisionId: expect.any(String), questionnaireId: 'A' }]);
    const decision = await getDecision(ours.grant('assessment:read'), decisions[0]?.decisionId ?? '');
    expect(decision).toMatchObject({
      questionnaireId: 'A',
      legalEntityName: 'Shop Ltd',
      assessments: [],
      siblings: [],
    });
    expect(decision.conclusion).toMatchObject({
      outcome: 'QUESTIONNAIRE',
      byRules: 'A',
      override: null,
      decidedByName: ours.name,
      register: [{ integrationId: webshop, method: 'HOSTED_REDIRECT', channels: ['E_COMMERCE'] }],
    });
    expect(decision.conclusion.criteria.map((one) => one.criterionId)).toEqual([
      'a1',
      'a2',
      'a3',
      'a4',
      'a5',
      'a6',
      'a7',
    ]);
    expect(decision.answers.find((one) => one.questionId.startsWith('way.'))).toMatchObject({
      question: 'Where does the shopper type the card number?',
      answer: 'On the provider’s own page',
      source: 'REGISTER',
    });
    const event = (await eventsOf(ours)).at(-1);
    expect(event).toMatchObject({
      type: 'questionnaire.decided',
      subjectId: decision.decisionId,
      data: { integrations: ['Webshop'], questionnaireId: 'A', byRules: 'A', override: '' },
    });
  });

  it('writes one decision per questionnaire where ways are segmented', async () => {
    const { decisions } = await decide(await run([webshop, api], { shares: 'NONE' }));
    expect(decisions.map((one) => one.questionnaireId).sort()).toEqual(['A', 'D-Merchant']);
    const first = await getDecision(ours.grant('assessment:read'), decisions[0]?.decisionId ?? '');
    expect(first.siblings.map((one) => one.decisionId)).toEqual([decisions[1]?.decisionId]);
  });

  it('keeps an end without a questionnaire too', async () => {
    const { decisions } = await decide(await run([webshop], { validation: 'LEVEL_1' }));
    expect(decisions[0]?.questionnaireId).toBeNull();
  });

  it('covers what shares systems although it was not chosen', async () => {
    const { decisions } = await decide(await run([webshop], { others: 'api' }));
    const decision = await getDecision(ours.grant('assessment:read'), decisions[0]?.decisionId ?? '');
    expect(decision.questionnaireId).toBe('D-Merchant');
    expect(decision.conclusion.covers.map((one) => one.name).sort()).toEqual(['Cards API', 'Webshop']);
  });

  it('decides by the rules, not by what the browser may have shown', async () => {
    const text = await run([webshop]);
    const forged = new URLSearchParams(text);
    for (const [name] of [...forged]) if (name.startsWith('stored.')) forged.set(name, 'YES');
    expect((await decide(forged.toString())).decisions[0]?.questionnaireId).toBe('D-Merchant');
  });

  it('refuses an unfinished run, and a merchant’s run without integrations; nothing is written', async () => {
    const open = runAddress({ legalEntityId, integrationIds: [webshop], answers: { validation: ['SELF'] } });
    expect((await refusalOf(decide(open.toString()))).code).toBe('INVALID');
    const none = runAddress({ legalEntityId, integrationIds: [], answers: { validation: ['SELF'] } });
    expect((await refusalOf(decide(none.toString()))).code).toBe('INVALID');
    expect(await decisionCount(ours)).toBe(0);
  });

  it('answers foreign, unknown and archived rows as not found', async () => {
    const text = await run([webshop]);
    const input = parseInput(recordDecisionInput, { run: text });
    expect((await refusalOf(recordDecision(manage(theirs), input))).code).toBe('NOT_FOUND');
    const unknown = { run: { ...input.run, integrationIds: [unknownId] } };
    expect((await refusalOf(recordDecision(manage(ours), unknown))).code).toBe('NOT_FOUND');
    const foreign = await arrange(theirs);
    const mixed = { run: { ...input.run, integrationIds: [foreign.webshop] } };
    expect((await refusalOf(recordDecision(manage(ours), mixed))).code).toBe('NOT_FOUND');
    await archiveIntegration(ours.grant('integration:manage'), webshop);
    expect((await refusalOf(recordDecision(manage(ours), input))).code).toBe('NOT_FOUND');
    expect(await decisionCount(ours)).toBe(0);
    expect(await decisionCount(theirs)).toBe(0);
  });
});

describe('recording what an acquirer decided', () => {
  const decision = {
    resultId: 'D-Merchant',
    questionnaireId: 'A',
    decidedBy: 'North Bank, Ms Berg',
    decidedOn: '2026-01-20',
    what: 'Accepts SAQ A for the webshop, mail of that day.',
  };
  const override = async (change: object = {}) =>
    recordOverride(
      manage(ours),
      parseInput(recordOverrideInput, {
        run: await run([webshop, api], { shares: 'webshop' }),
        integrationIds: [webshop],
        ...decision,
        ...change,
      }),
    );

  it('keeps it beside what the rules concluded', async () => {
    const { decisions } = await override();
    const kept = await getDecision(ours.grant('assessment:read'), decisions[0]?.decisionId ?? '');
    expect(kept.questionnaireId).toBe('A');
    expect(kept.conclusion).toMatchObject({
      byRules: 'D-Merchant',
      covers: [{ name: 'Webshop' }],
      criteria: [],
      override: { questionnaireId: 'A', decidedBy: 'North Bank, Ms Berg', decidedOn: '2026-01-20' },
    });
    expect((await eventsOf(ours)).at(-1)?.data).toMatchObject({
      byRules: 'D-Merchant',
      questionnaireId: 'A',
      override: 'North Bank, Ms Berg, 2026-01-20: Accepts SAQ A for the webshop, mail of that day.',
    });
  });

  it.each([
    [{ decidedOn: '2099-01-01' }, 'decidedOn'],
    [{ questionnaireId: 'D-ServiceProvider' }, 'questionnaireId'],
    [{ integrationIds: [] }, 'integrationIds'],
    [{ integrationIds: [unknownId] }, 'integrationIds'],
  ])('is refused with %j, and nothing is written', async (change, field) => {
    const refusal = await refusalOf(override(change));
    expect(Object.keys(refusal.fieldErrors ?? {})).toEqual([field]);
    expect(await decisionCount(ours)).toBe(0);
  });

  it('can be one questionnaire over ways that are segmented', async () => {
    const input = parseInput(recordOverrideInput, {
      ...decision,
      run: await run([webshop, api], { shares: 'NONE' }),
      resultId: 'ALL',
      questionnaireId: 'D-Merchant',
      integrationIds: [webshop, api],
    });
    const { decisions } = await recordOverride(manage(ours), input);
    const kept = await getDecision(ours.grant('assessment:read'), decisions[0]?.decisionId ?? '');
    expect(kept.questionnaireId).toBe('D-Merchant');
    expect(kept.conclusion.byRules).toBeNull();
    expect(kept.conclusion.covers.map((one) => one.name).sort()).toEqual(['Cards API', 'Webshop']);
  });

  it('is refused for a result that the answers no longer lead to', async () => {
    expect((await refusalOf(override({ resultId: 'A' }))).code).toBe('CONFLICT');
  });
});

describe('reading for the picker', () => {
  it('shows entities in use with their integrations in use, of this organization alone', async () => {
    await archiveIntegration(ours.grant('integration:manage'), api);
    const [entity, ...more] = await listPickerEntities(manage(ours));
    expect(more).toEqual([]);
    expect(entity?.integrations.map((one) => one.name)).toEqual(['Webshop']);
    await archiveIntegration(ours.grant('integration:manage'), webshop);
    await archiveLegalEntity(ours.grant('legal-entity:manage'), legalEntityId);
    expect(await listPickerEntities(manage(ours))).toEqual([]);
  });

  it('answers somebody else’s decision as not found', async () => {
    const { decisions } = await decide(await run([webshop]));
    const foreign = getDecision(theirs.grant('assessment:read'), decisions[0]?.decisionId ?? '');
    expect((await refusalOf(foreign)).code).toBe('NOT_FOUND');
  });
});
