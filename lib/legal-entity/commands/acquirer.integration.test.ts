import { beforeEach, describe, expect, it } from 'vitest';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { countAcquirers, getAcquirer, listAcquirers, listMerchantIds } from '../queries';
import {
  acquirerFacts,
  eventsOf,
  legalEntityFacts,
  makeCoveringAssessment,
  refusalOf,
  unknownId,
} from '../testing';
import { addAcquirer, archiveAcquirer, changeAcquirer, restoreAcquirer } from './acquirer';
import { addLegalEntity, archiveLegalEntity } from './legal-entity';
import { addMerchantId, archiveMerchantId, restoreMerchantId } from './merchant-id';

let ours: TestOrganization;
let theirs: TestOrganization;
const manage = (organization: TestOrganization) => organization.grant('legal-entity:manage');
const reader = (organization: TestOrganization) => organization.grant('legal-entity:read');

beforeEach(async () => {
  ours = await makeOrganization();
  theirs = await makeOrganization();
});

async function pair(organization: TestOrganization) {
  const { legalEntityId } = await addLegalEntity(manage(organization), legalEntityFacts());
  const { acquirerId } = await addAcquirer(manage(organization), acquirerFacts());
  return { legalEntityId, acquirerId };
}

describe('an acquirer', () => {
  it('is added, changed, archived and restored, each with its event', async () => {
    const { acquirerId } = await addAcquirer(manage(ours), acquirerFacts({ nextDueOn: '2027-01-31' }));
    await changeAcquirer(manage(ours), acquirerId, {
      ...acquirerFacts({ nextDueOn: '2027-02-28', wantsActionPlan: 'on' }),
      version: 1,
    });
    await changeAcquirer(manage(ours), acquirerId, {
      ...acquirerFacts({ nextDueOn: '2027-02-28', wantsActionPlan: 'on' }),
      version: 2,
    });
    expect(await getAcquirer(reader(ours), acquirerId)).toMatchObject({
      nextDueOn: '2027-02-28',
      wantsActionPlan: true,
      version: 2,
      isArchived: false,
    });
    await archiveAcquirer(manage(ours), acquirerId);
    expect(await listAcquirers(reader(ours), 'active')).toEqual([]);
    expect(await countAcquirers(reader(ours))).toEqual({ active: 0, archived: 1 });
    const change = { ...acquirerFacts(), version: 3 };
    expect((await refusalOf(changeAcquirer(manage(ours), acquirerId, change))).code).toBe('WRONG_STATE');
    await restoreAcquirer(manage(ours), acquirerId);
    expect(await listAcquirers(reader(ours), 'active')).toHaveLength(1);
    expect((await eventsOf(ours)).map(({ type, data }) => [type, data])).toEqual([
      ['acquirer.added', { name: 'North Bank', nextDueOn: '2027-01-31' }],
      [
        'acquirer.changed',
        { nextDueOn: { from: '2027-01-31', to: '2027-02-28' }, wantsActionPlan: { from: false, to: true } },
      ],
      ['acquirer.archived', { name: 'North Bank' }],
      ['acquirer.restored', { name: 'North Bank' }],
    ]);
  });

  it('refuses a name that exists and a form that was overtaken', async () => {
    const { acquirerId } = await addAcquirer(manage(ours), acquirerFacts());
    expect((await refusalOf(addAcquirer(manage(ours), acquirerFacts()))).fieldErrors).toHaveProperty('name');
    await changeAcquirer(manage(ours), acquirerId, { ...acquirerFacts({ rules: 'By portal' }), version: 1 });
    const refusal = await refusalOf(
      changeAcquirer(manage(ours), acquirerId, { ...acquirerFacts(), version: 1 }),
    );
    expect(refusal.code).toBe('CONFLICT');
    expect(refusal.fieldErrors).toEqual({ rules: ['Saved meanwhile: By portal'] });
  });

  it('of another organization is not found', async () => {
    const { acquirerId } = await addAcquirer(manage(theirs), acquirerFacts());
    for (const id of [acquirerId, unknownId]) {
      const change = { ...acquirerFacts(), version: 1 };
      expect((await refusalOf(changeAcquirer(manage(ours), id, change))).code).toBe('NOT_FOUND');
      expect((await refusalOf(archiveAcquirer(manage(ours), id))).code).toBe('NOT_FOUND');
      expect((await refusalOf(restoreAcquirer(manage(ours), id))).code).toBe('NOT_FOUND');
      expect((await refusalOf(getAcquirer(reader(ours), id))).code).toBe('NOT_FOUND');
    }
    expect(await listAcquirers(reader(ours), 'active')).toEqual([]);
  });

  it('stays while an open assessment or a merchant id needs it', async () => {
    const { legalEntityId, acquirerId } = await pair(ours);
    const { merchantIdId } = await addMerchantId(manage(ours), legalEntityId, {
      acquirerId,
      number: '4711',
      note: '',
    });
    expect((await refusalOf(archiveAcquirer(manage(ours), acquirerId))).message).toContain(
      'merchant id “4711”',
    );
    await archiveMerchantId(manage(ours), merchantIdId);
    await makeCoveringAssessment(ours, legalEntityId, { acquirerId });
    const refusal = await refusalOf(archiveAcquirer(manage(ours), acquirerId));
    expect(refusal.message).toContain('open assessment “Web shop 2026”');
  });
});

describe('a merchant id', () => {
  it('is added to a legal entity, archived and restored, each with its event', async () => {
    const { legalEntityId, acquirerId } = await pair(ours);
    const { merchantIdId } = await addMerchantId(manage(ours), legalEntityId, {
      acquirerId,
      number: '4711',
      note: 'EU',
    });
    expect(await archiveMerchantId(manage(ours), merchantIdId)).toEqual({ legalEntityId });
    expect((await listMerchantIds(reader(ours), { acquirerId }))[0]?.isArchived).toBe(true);
    expect(await restoreMerchantId(manage(ours), merchantIdId)).toEqual({ legalEntityId });
    expect(await listMerchantIds(reader(ours), { legalEntityId })).toEqual([
      {
        merchantIdId,
        number: '4711',
        note: 'EU',
        acquirer: { id: acquirerId, name: 'North Bank' },
        legalEntity: { id: legalEntityId, name: 'Shop Ltd' },
        isArchived: false,
      },
    ]);
    expect((await eventsOf(ours)).slice(2)).toEqual([
      {
        type: 'merchant-id.added',
        subjectId: merchantIdId,
        data: { number: '4711', legalEntityId, acquirerId },
      },
      { type: 'merchant-id.archived', subjectId: merchantIdId, data: { number: '4711' } },
      { type: 'merchant-id.restored', subjectId: merchantIdId, data: { number: '4711' } },
    ]);
  });

  it('exists once per acquirer, however it is spaced, also when two people add it at once', async () => {
    const { legalEntityId, acquirerId } = await pair(ours);
    const numbers = ['47 11', '4711', '47-11'];
    const outcomes = await Promise.allSettled(
      numbers.map((number) => addMerchantId(manage(ours), legalEntityId, { acquirerId, number, note: '' })),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    const refusal = await refusalOf(
      addMerchantId(manage(ours), legalEntityId, { acquirerId, number: '4711', note: '' }),
    );
    expect(refusal.fieldErrors?.number?.[0]).toContain('Shop Ltd');
    const { acquirerId: another } = await addAcquirer(manage(ours), acquirerFacts({ name: 'South Bank' }));
    await addMerchantId(manage(ours), legalEntityId, { acquirerId: another, number: '4711', note: '' });
  });

  it('never joins things of two organizations', async () => {
    const our = await pair(ours);
    const their = await pair(theirs);
    const input = { number: '4711', note: '' };
    const foreignEntity = addMerchantId(manage(ours), their.legalEntityId, {
      ...input,
      acquirerId: our.acquirerId,
    });
    expect((await refusalOf(foreignEntity)).code).toBe('NOT_FOUND');
    const foreignAcquirer = addMerchantId(manage(ours), our.legalEntityId, {
      ...input,
      acquirerId: their.acquirerId,
    });
    expect((await refusalOf(foreignAcquirer)).fieldErrors).toHaveProperty('acquirerId');
    const { merchantIdId } = await addMerchantId(manage(theirs), their.legalEntityId, {
      ...input,
      acquirerId: their.acquirerId,
    });
    expect((await refusalOf(archiveMerchantId(manage(ours), merchantIdId))).code).toBe('NOT_FOUND');
    expect((await refusalOf(restoreMerchantId(manage(ours), merchantIdId))).code).toBe('NOT_FOUND');
    expect(await listMerchantIds(reader(ours), { legalEntityId: their.legalEntityId })).toEqual([]);
  });

  it('stays while an open assessment covers it, and is not added to an archived legal entity', async () => {
    const { legalEntityId, acquirerId } = await pair(ours);
    const { merchantIdId } = await addMerchantId(manage(ours), legalEntityId, {
      acquirerId,
      number: '4711',
      note: '',
    });
    await makeCoveringAssessment(ours, legalEntityId, { merchantIdId }, { status: 'OPEN' });
    expect((await refusalOf(archiveMerchantId(manage(ours), merchantIdId))).code).toBe('WRONG_STATE');
    const { legalEntityId: old } = await addLegalEntity(manage(ours), legalEntityFacts({ name: 'Old Ltd' }));
    await archiveLegalEntity(manage(ours), old);
    const late = addMerchantId(manage(ours), old, { acquirerId, number: '4712', note: '' });
    expect((await refusalOf(late)).code).toBe('WRONG_STATE');
  });
});
