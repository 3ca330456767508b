import { beforeEach, describe, expect, test } from 'vitest';
import { read } from '@/lib/access/read';
import { changeAssignments } from '@/lib/assignment/commands';
import { eventsOf, unknownId } from '@/lib/legal-entity/testing';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { archiveServiceProvider } from '@/lib/service-provider/commands';
import type { Responsibility } from '../model';
import { countResponsibilities, listResponsibilities } from '../queries/list';
import { getResponsibilityPanel } from '../queries/panel';
import { recordResponsibilitiesInput } from '../schema';
import { makeShopWithProvider } from '../testing';
import { downloadResponsibilities } from './export';
import { recordResponsibilities } from './record';

let ours: TestOrganization;
let shop: Awaited<ReturnType<typeof makeShopWithProvider>>;

beforeEach(async () => {
  ours = await makeOrganization();
  shop = await makeShopWithProvider(ours);
});

const say = (
  responsibility: Responsibility | null,
  numbers: readonly (readonly [string, number])[],
  more: { agreedIn?: string; who?: TestMember } = {},
) =>
  recordResponsibilities(
    (more.who ?? ours).grant('service-provider:manage'),
    recordResponsibilitiesInput.parse({
      serviceProviderId: shop.serviceProviderId,
      requirements: numbers.map(([requirementNumber, version]) => ({ requirementNumber, version })),
      responsibility,
      ...(more.agreedIn !== undefined && { agreedIn: more.agreedIn }),
    }),
  );
const panel = (requirementNumber: string, who: TestMember = ours) =>
  getResponsibilityPanel(who.grant('assessment:read'), {
    assessmentId: shop.assessmentId,
    requirementNumber,
  });
const list = (who: TestMember = ours) =>
  listResponsibilities(who.grant('service-provider:read'), shop.serviceProviderId);

describe('who does what', () => {
  test('is said of several requirements at once: one event for all that changed alike', async () => {
    expect(await say('TPSP', [['6.3.3', 0]], { agreedIn: 'Contract, annex 2' })).toEqual({ changed: 1 });
    const all = [
      ['8.3.1', 0],
      ['6.3.3', 1],
      ['2.2.2', 0],
    ] as const;
    expect(await say('SHARED', all)).toEqual({ changed: 3 });
    expect(await say('SHARED', [['2.2.2', 1]])).toEqual({ changed: 0 });
    const { lines } = await list();
    expect(lines.find(({ requirementNumber }) => requirementNumber === '6.3.3')).toMatchObject({
      responsibility: 'SHARED',
      agreedIn: 'Contract, annex 2',
      version: 2,
      isAsked: true,
    });
    expect((await eventsOf(ours)).map(({ type, subjectId, data }) => [type, subjectId, data])).toEqual([
      [
        'responsibility.recorded',
        shop.serviceProviderId,
        {
          name: 'Stripe',
          concerns: '6.3.3',
          requirementNumbers: ['6.3.3'],
          changes: {
            responsibility: { from: null, to: 'TPSP' },
            agreedIn: { from: '', to: 'Contract, annex 2' },
          },
        },
      ],
      [
        'responsibility.recorded',
        shop.serviceProviderId,
        {
          name: 'Stripe',
          concerns: '2 requirements',
          requirementNumbers: ['2.2.2', '8.3.1'],
          changes: { responsibility: { from: null, to: 'SHARED' } },
        },
      ],
      [
        'responsibility.recorded',
        shop.serviceProviderId,
        {
          name: 'Stripe',
          concerns: '6.3.3',
          requirementNumbers: ['6.3.3'],
          changes: { responsibility: { from: 'TPSP', to: 'SHARED' } },
        },
      ],
    ]);
  });

  test('is taken back, with its note', async () => {
    await say('TPSP', [['6.3.3', 0]], { agreedIn: 'Matrix' });
    await say(null, [['6.3.3', 1]]);
    expect((await panel('6.3.3')).providers[0]).toMatchObject({
      responsibility: null,
      agreedIn: '',
      version: 2,
    });
  });

  test('is said by one of two who save at once; of a list that was overtaken nothing is kept', async () => {
    const both = await Promise.allSettled([say('TPSP', [['6.3.3', 0]]), say('ENTITY', [['6.3.3', 0]])]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(
      say('ENTITY', [
        ['2.2.2', 0],
        ['6.3.3', 0],
      ]),
    ).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('6.3.3') });
    expect((await panel('2.2.2')).providers[0]).toMatchObject({ responsibility: null, version: 0 });
    expect(await eventsOf(ours)).toHaveLength(1);
  });

  test('is refused for what does not exist, for an archived provider and for another organization', async () => {
    for (const number of ['13.1.1', '6.3', '6'])
      await expect(say('TPSP', [[number, 0]])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const theirs = await makeOrganization();
    await expect(say('TPSP', [['6.3.3', 0]], { who: theirs })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(list(theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(panel('6.3.3', theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(panel('1.2.1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const gone = downloadResponsibilities(ours.grant('service-provider:read'), unknownId);
    await expect(gone).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await unsafeRows('DELETE FROM "IntegrationProvider" WHERE "serviceProviderId" = $1', [
      shop.serviceProviderId,
    ]);
    await archiveServiceProvider(ours.grant('service-provider:manage'), shop.serviceProviderId);
    await expect(say('TPSP', [['6.3.3', 0]])).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('what the screens show', () => {
  test('a suggestion is shown and not stored, and an attestation that has ended', async () => {
    const { providers, mayChange } = await panel('6.3.3');
    expect(mayChange).toBe(true);
    expect(providers).toMatchObject([
      {
        name: 'Stripe',
        responsibility: null,
        attestationState: 'ENDED',
        attestationOn: '2025-06-30',
        suggestion: { responsibility: 'ENTITY' },
      },
    ]);
    expect(
      await unsafeRows('SELECT 1 FROM "ResponsibilityAssignment" WHERE "organizationId" = $1', [
        ours.organizationId,
      ]),
    ).toEqual([]);
  });

  test('progress is of what the open assessments ask; the list has the whole standard', async () => {
    await say('TPSP', [
      ['6.3.3', 0],
      ['1.2.1', 0],
    ]);
    const reader = ours.grant('service-provider:read');
    expect(await countResponsibilities(reader, shop.serviceProviderId)).toEqual({ said: 1, asked: 27 });
    const { lines } = await list();
    expect(lines).toHaveLength(277);
    expect(lines.filter(({ isAsked }) => isAsked)).toHaveLength(27);
  });

  test('the file holds no formula, and the log says that it left', async () => {
    await say('TPSP', [['6.3.3', 0]], { agreedIn: '=HYPERLINK("https://evil.example")' });
    const { text, headers } = await downloadResponsibilities(
      ours.grant('service-provider:read'),
      shop.serviceProviderId,
    );
    expect(text).toContain('"Provider","\'=HYPERLINK(""https://evil.example"")","yes"');
    expect(text.trim().split('\r\n')).toHaveLength(28);
    expect(headers['content-disposition']).toContain('Stripe, who does what');
    expect((await eventsOf(ours)).at(-1)).toMatchObject({
      type: 'responsibility.exported',
      data: { name: 'Stripe', rows: 27, said: 1, asked: 27 },
    });
  });
});

describe('the second wall', () => {
  const insert = `INSERT INTO "ResponsibilityAssignment" ("organizationId", "serviceProviderId", "requirementKey", "responsibility", "changedByName")
    VALUES ($1::uuid, $2::uuid, 'pci-dss:8.3.1', 'TPSP', 'x')`;
  const injected = (who: TestMember, statement: string, params: unknown[]) =>
    read(who.grant('assessment:read'), (tx) => tx.$executeRawUnsafe(statement, ...params)).then(
      (count) => `done to ${count}`,
      (error: unknown) => String(error),
    );

  test('lets officers write, and nobody delete or move', async () => {
    const manager = await ours.addMember({ role: 'MANAGER' });
    await say('TPSP', [['6.3.3', 0]]);
    const key = [ours.organizationId, shop.serviceProviderId];
    expect(await injected(manager, insert, key)).toMatch(/row-level security/);
    const update = `UPDATE "ResponsibilityAssignment" SET "responsibility" = 'ENTITY' WHERE "serviceProviderId" = $1::uuid`;
    expect(await injected(manager, update, [shop.serviceProviderId])).toBe('done to 0');
    expect(await injected(ours, update, [shop.serviceProviderId])).toBe('done to 1');
    expect(await injected(ours, `UPDATE "ResponsibilityAssignment" SET "requirementKey" = 'x'`, [])).toMatch(
      /permission denied/,
    );
    expect(await injected(ours, 'DELETE FROM "ResponsibilityAssignment"', [])).toMatch(/permission denied/);
    expect(await injected(ours, insert, key)).toBe('done to 1');
  });

  test('shows a control owner the providers of what is assigned to them, and no other', async () => {
    const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
    await say('TPSP', [['6.3.3', 0]]);
    const seen = () =>
      read(owner.grant('assessment:read'), (tx) =>
        tx.responsibilityAssignment.count({ where: { organizationId: ours.organizationId } }),
      );
    expect(await seen()).toBe(0);
    await changeAssignments(ours.grant('assignment:manage'), {
      assessmentId: shop.assessmentId,
      userId: owner.userId,
      requirementNumbers: ['6.3.3'],
      dueOn: null,
      what: 'ASSIGN',
    });
    expect(await seen()).toBe(1);
    expect(await panel('6.3.3', owner)).toMatchObject({
      mayChange: false,
      providers: [{ responsibility: 'TPSP' }],
    });
  });
});
