import { beforeEach, describe, expect, it } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { countLegalEntities, getLegalEntity, listLegalEntities, listLegalEntityNames } from '../queries';
import { eventsOf, legalEntityFacts, makeCoveringAssessment, refusalOf, unknownId } from '../testing';
import { addLegalEntity, archiveLegalEntity, changeLegalEntity, restoreLegalEntity } from './legal-entity';

let ours: TestOrganization;
let theirs: TestOrganization;
const manage = (organization: TestOrganization) => organization.grant('legal-entity:manage');
const reader = (organization: TestOrganization) => organization.grant('legal-entity:read');

beforeEach(async () => {
  ours = await makeOrganization();
  theirs = await makeOrganization();
});

describe('adding a legal entity', () => {
  it('writes the row and its event', async () => {
    const { legalEntityId } = await addLegalEntity(
      manage(ours),
      legalEntityFacts({ city: 'Leeds', country: 'United Kingdom' }),
    );
    expect(await listLegalEntities(reader(ours), 'active')).toEqual([
      {
        legalEntityId,
        name: 'Shop Ltd',
        tradingName: '',
        entityType: 'MERCHANT',
        place: 'Leeds, United Kingdom',
        merchantIdCount: 0,
        integrationCount: 0,
      },
    ]);
    expect(await eventsOf(ours)).toEqual([
      {
        type: 'legal-entity.added',
        subjectId: legalEntityId,
        data: { name: 'Shop Ltd', entityType: 'MERCHANT' },
      },
    ]);
  });

  it('refuses a second one of the same name, whatever its case', async () => {
    await addLegalEntity(manage(ours), legalEntityFacts());
    const refusal = await refusalOf(addLegalEntity(manage(ours), legalEntityFacts({ name: 'SHOP LTD' })));
    expect(refusal.fieldErrors?.name).toHaveLength(1);
    expect(await eventsOf(ours)).toHaveLength(1);
    await addLegalEntity(manage(theirs), legalEntityFacts());
  });
});

describe('changing a legal entity', () => {
  it('records what changed, and nothing when nothing did', async () => {
    const { legalEntityId } = await addLegalEntity(manage(ours), legalEntityFacts());
    await changeLegalEntity(manage(ours), legalEntityId, {
      ...legalEntityFacts({ city: 'York' }),
      version: 1,
    });
    await changeLegalEntity(manage(ours), legalEntityId, {
      ...legalEntityFacts({ city: 'York' }),
      version: 2,
    });
    const view = await getLegalEntity(reader(ours), legalEntityId);
    expect(view).toMatchObject({ city: 'York', version: 2 });
    expect((await eventsOf(ours)).slice(1)).toEqual([
      { type: 'legal-entity.changed', subjectId: legalEntityId, data: { city: { from: '', to: 'York' } } },
    ]);
  });

  it('refuses a form that somebody else overtook and shows what was saved', async () => {
    const { legalEntityId } = await addLegalEntity(manage(ours), legalEntityFacts());
    await changeLegalEntity(manage(ours), legalEntityId, {
      ...legalEntityFacts({ city: 'York' }),
      version: 1,
    });
    const stale = { ...legalEntityFacts({ city: 'Leeds' }), version: 1 };
    const refusal = await refusalOf(changeLegalEntity(manage(ours), legalEntityId, stale));
    expect(refusal.code).toBe('CONFLICT');
    expect(refusal.fieldErrors).toEqual({ city: ['Saved meanwhile: York'] });
    expect((await getLegalEntity(reader(ours), legalEntityId)).city).toBe('York');
  });

  it('lets one of two writers at the same moment win', async () => {
    const { legalEntityId } = await addLegalEntity(manage(ours), legalEntityFacts());
    const cities = ['York', 'Leeds', 'Hull', 'Bath'];
    const outcomes = await Promise.allSettled(
      cities.map((city) =>
        changeLegalEntity(manage(ours), legalEntityId, { ...legalEntityFacts({ city }), version: 1 }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(await eventsOf(ours)).toHaveLength(2);
  });

  it('keeps the type while an open assessment relies on it', async () => {
    const { legalEntityId } = await addLegalEntity(manage(ours), legalEntityFacts());
    await makeCoveringAssessment(ours, legalEntityId);
    const other = { ...legalEntityFacts({ entityType: 'SERVICE_PROVIDER' }), version: 1 };
    const refusal = await refusalOf(changeLegalEntity(manage(ours), legalEntityId, other));
    expect(refusal.fieldErrors?.entityType?.[0]).toContain('Web shop 2026');
  });

  it('answers not found for another organization and for unknown ids', async () => {
    const { legalEntityId } = await addLegalEntity(manage(theirs), legalEntityFacts());
    const change = { ...legalEntityFacts({ city: 'York' }), version: 1 };
    for (const id of [legalEntityId, unknownId]) {
      expect((await refusalOf(changeLegalEntity(manage(ours), id, change))).code).toBe('NOT_FOUND');
      expect((await refusalOf(archiveLegalEntity(manage(ours), id))).code).toBe('NOT_FOUND');
      expect((await refusalOf(restoreLegalEntity(manage(ours), id))).code).toBe('NOT_FOUND');
      expect((await refusalOf(getLegalEntity(reader(ours), id))).code).toBe('NOT_FOUND');
    }
    expect(await eventsOf(ours)).toEqual([]);
    expect(await eventsOf(theirs)).toHaveLength(1);
  });
});

describe('archiving a legal entity', () => {
  it('takes it out of the lists, keeps it unchangeable, and brings it back', async () => {
    const { legalEntityId } = await addLegalEntity(manage(ours), legalEntityFacts());
    await archiveLegalEntity(manage(ours), legalEntityId);
    await archiveLegalEntity(manage(ours), legalEntityId);
    expect(await listLegalEntities(reader(ours), 'active')).toEqual([]);
    expect(await listLegalEntities(reader(ours), 'archived')).toHaveLength(1);
    expect(await countLegalEntities(reader(ours))).toEqual({ active: 0, archived: 1 });
    expect(await listLegalEntityNames(reader(ours))).toEqual([]);
    const change = { ...legalEntityFacts({ city: 'York' }), version: 2 };
    expect((await refusalOf(changeLegalEntity(manage(ours), legalEntityId, change))).code).toBe(
      'WRONG_STATE',
    );
    await restoreLegalEntity(manage(ours), legalEntityId);
    await restoreLegalEntity(manage(ours), legalEntityId);
    expect((await getLegalEntity(reader(ours), legalEntityId)).isArchived).toBe(false);
    expect((await eventsOf(ours)).map((event) => event.type)).toEqual([
      'legal-entity.added',
      'legal-entity.archived',
      'legal-entity.restored',
    ]);
  });

  it('is refused while an open assessment belongs to it, and not for a signed or archived one', async () => {
    const { legalEntityId } = await addLegalEntity(manage(ours), legalEntityFacts());
    const assessmentId = await makeCoveringAssessment(ours, legalEntityId);
    const refusal = await refusalOf(archiveLegalEntity(manage(ours), legalEntityId));
    expect(refusal.code).toBe('WRONG_STATE');
    expect(refusal.message).toContain('open assessment “Web shop 2026”');
    expect(await eventsOf(ours)).toHaveLength(1);
    await unsafeRows('UPDATE "Assessment" SET "status" = \'SIGNED\' WHERE "id" = $1', [assessmentId]);
    await makeCoveringAssessment(ours, legalEntityId, {}, { archived: true });
    await archiveLegalEntity(manage(ours), legalEntityId);
  });

  it('is refused when its name was given to another one meanwhile', async () => {
    const { legalEntityId } = await addLegalEntity(manage(ours), legalEntityFacts());
    await archiveLegalEntity(manage(ours), legalEntityId);
    await addLegalEntity(manage(ours), legalEntityFacts());
    expect((await refusalOf(restoreLegalEntity(manage(ours), legalEntityId))).code).toBe('INVALID');
  });
});
