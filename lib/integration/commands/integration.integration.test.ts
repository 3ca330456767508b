import { beforeEach, describe, expect, it } from 'vitest';
import { addLegalEntity, archiveLegalEntity } from '@/lib/legal-entity/commands/legal-entity';
import {
  eventsOf,
  legalEntityFacts,
  makeCoveringAssessment,
  refusalOf,
  unknownId,
} from '@/lib/legal-entity/testing';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { addServiceProvider, archiveServiceProvider } from '@/lib/service-provider/commands';
import { listServiceProviders } from '@/lib/service-provider/queries';
import { serviceProviderInput } from '@/lib/service-provider/schema';
import { countIntegrations, getIntegration, listIntegrations } from '../queries/integrations';
import { getMerchantVolumes } from '../queries/merchant-volumes';
import { addIntegrationInput } from '../schema';
import { addIntegration } from './add-integration';
import { archiveIntegration, restoreIntegration } from './archive-integration';
import { changeIntegration } from './change-integration';

let ours: TestOrganization;
let theirs: TestOrganization;
let legalEntityId: string;
let serviceProviderId: string;
const manage = (organization: TestOrganization) => organization.grant('integration:manage');
const reader = (organization: TestOrganization) => organization.grant('integration:read');

async function arrange(organization: TestOrganization) {
  const entity = await addLegalEntity(organization.grant('legal-entity:manage'), legalEntityFacts());
  const provider = await addServiceProvider(
    organization.grant('service-provider:manage'),
    parseInput(serviceProviderInput, { name: 'Adyen', kind: 'GATEWAY', directoryId: 'adyen' }),
  );
  return { ...entity, ...provider };
}

beforeEach(async () => {
  ours = await makeOrganization();
  theirs = await makeOrganization();
  ({ legalEntityId, serviceProviderId } = await arrange(ours));
});

function facts(fields: object = {}) {
  return parseInput(addIntegrationInput, {
    name: 'Web shop',
    legalEntityId,
    method: 'HOSTED_FIELDS',
    channels: ['E_COMMERCE'],
    serviceProviderIds: [serviceProviderId],
    ...fields,
  });
}

async function newEvents() {
  return (await eventsOf(ours)).slice(2);
}

describe('adding an integration', () => {
  it('writes the row, its providers and one event', async () => {
    const { integrationId } = await addIntegration(
      manage(ours),
      facts({ endpoints: 'shop.example/checkout', yearlyTransactions: { visa: { E_COMMERCE: '20,000' } } }),
    );
    expect(await getIntegration(reader(ours), integrationId)).toMatchObject({
      name: 'Web shop',
      method: 'HOSTED_FIELDS',
      endpoints: ['https://shop.example/checkout'],
      yearlyTransactions: { visa: { E_COMMERCE: 20_000 } },
      legalEntity: { id: legalEntityId, name: 'Shop Ltd', entityType: 'MERCHANT' },
      providers: [{ id: serviceProviderId, name: 'Adyen', attestationState: 'NONE' }],
      assessments: [],
      version: 1,
    });
    expect(await newEvents()).toEqual([
      {
        type: 'integration.added',
        subjectId: integrationId,
        data: {
          name: 'Web shop',
          method: 'HOSTED_FIELDS',
          channels: ['E_COMMERCE'],
          legalEntity: 'Shop Ltd',
          providers: ['Adyen'],
        },
      },
    ]);
  });

  it('adds a legal entity and a provider on the way, with their own events', async () => {
    const further = {
      legalEntity: ours.grant('legal-entity:manage'),
      serviceProvider: ours.grant('service-provider:manage'),
    };
    const input = facts({
      legalEntityId: 'new',
      newLegalEntity: { name: 'New Ltd', entityType: 'MERCHANT' },
      newServiceProvider: { name: 'Stripe', kind: 'GATEWAY', directoryId: 'stripe' },
    });
    const { integrationId } = await addIntegration(manage(ours), input, further);
    const view = await getIntegration(reader(ours), integrationId);
    expect(view.legalEntity.name).toBe('New Ltd');
    expect(view.providers.map((provider) => provider.name)).toEqual(['Adyen', 'Stripe']);
    expect((await newEvents()).map((event) => event.type)).toEqual([
      'legal-entity.added',
      'service-provider.added',
      'integration.added',
    ]);
  });

  it('adds nothing at all when one of the parts is refused', async () => {
    const further = { serviceProvider: ours.grant('service-provider:manage') };
    const input = facts({ newServiceProvider: { name: 'adyen', kind: 'GATEWAY' } });
    const refusal = await refusalOf(addIntegration(manage(ours), input, further));
    expect(Object.keys(refusal.fieldErrors ?? {})).toEqual(['newServiceProvider.name']);
    const without = facts({ newServiceProvider: { name: 'Stripe', kind: 'GATEWAY' } });
    expect((await refusalOf(addIntegration(manage(ours), without))).code).toBe('FORBIDDEN');
    expect(await newEvents()).toEqual([]);
    expect(await listServiceProviders(ours.grant('service-provider:read'), 'active')).toHaveLength(1);
  });

  it('refuses a name that exists', async () => {
    await addIntegration(manage(ours), facts());
    expect(
      (await refusalOf(addIntegration(manage(ours), facts({ name: 'WEB SHOP' })))).fieldErrors,
    ).toHaveProperty('name');
  });

  it('refuses parts of another organization and archived ones', async () => {
    const their = await arrange(theirs);
    const entity = addIntegration(manage(ours), facts({ legalEntityId: their.legalEntityId }));
    expect((await refusalOf(entity)).fieldErrors).toHaveProperty('legalEntityId');
    const providerIds = [serviceProviderId, their.serviceProviderId];
    const provider = addIntegration(manage(ours), facts({ serviceProviderIds: providerIds }));
    expect((await refusalOf(provider)).fieldErrors).toHaveProperty('serviceProviderIds');
    await archiveLegalEntity(ours.grant('legal-entity:manage'), legalEntityId);
    expect((await refusalOf(addIntegration(manage(ours), facts()))).fieldErrors).toHaveProperty(
      'legalEntityId',
    );
    expect(await listIntegrations(reader(ours), 'active')).toEqual([]);
  });
});

describe('changing an integration', () => {
  it('records each fact under the name of its field, and nothing when nothing changed', async () => {
    const { integrationId } = await addIntegration(manage(ours), facts());
    const after = facts({
      serviceProviderIds: [],
      yearlyTransactions: { visa: { E_COMMERCE: 5 } },
      merchantLevels: { visa: { level: '2', reason: 'letter' } },
    });
    await changeIntegration(manage(ours), integrationId, { ...after, version: 1 });
    await changeIntegration(manage(ours), integrationId, { ...after, version: 2 });
    expect((await newEvents()).slice(1)).toEqual([
      {
        type: 'integration.changed',
        subjectId: integrationId,
        data: {
          serviceProviderIds: { from: ['Adyen'], to: [] },
          'yearlyTransactions.visa.E_COMMERCE': { from: null, to: 5 },
          'merchantLevels.visa.level': { from: null, to: 2 },
          'merchantLevels.visa.reason': { from: '', to: 'letter' },
        },
      },
    ]);
    const view = await getIntegration(reader(ours), integrationId);
    expect(view).toMatchObject({
      version: 2,
      providers: [],
      merchantLevels: { visa: { level: 2, reason: 'letter' } },
    });
  });

  it('refuses a form that somebody else overtook, field by field', async () => {
    const { integrationId } = await addIntegration(manage(ours), facts());
    const first = facts({ method: 'HOSTED_REDIRECT', yearlyTransactions: { visa: { E_COMMERCE: 7 } } });
    await changeIntegration(manage(ours), integrationId, { ...first, version: 1 });
    const refusal = await refusalOf(
      changeIntegration(manage(ours), integrationId, { ...facts(), version: 1 }),
    );
    expect(refusal.code).toBe('CONFLICT');
    expect(refusal.fieldErrors).toEqual({
      method: ['Saved meanwhile: Redirect to a hosted payment page'],
      'yearlyTransactions.visa.E_COMMERCE': ['Saved meanwhile: 7'],
    });
  });

  it('lets one of several writers at the same moment win', async () => {
    const { integrationId } = await addIntegration(manage(ours), facts());
    const owners = ['A', 'B', 'C', 'D'];
    const outcomes = await Promise.allSettled(
      owners.map((ownerName) =>
        changeIntegration(manage(ours), integrationId, { ...facts({ ownerName }), version: 1 }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(await newEvents()).toHaveLength(2);
  });

  it('keeps its legal entity once an assessment covers it', async () => {
    const { integrationId } = await addIntegration(manage(ours), facts());
    const other = await addLegalEntity(
      ours.grant('legal-entity:manage'),
      legalEntityFacts({ name: 'Other Ltd' }),
    );
    await changeIntegration(manage(ours), integrationId, { ...facts(other), version: 1 });
    await makeCoveringAssessment(ours, other.legalEntityId, { integrationId }, { status: 'SIGNED' });
    const back = changeIntegration(manage(ours), integrationId, { ...facts(), version: 2 });
    expect((await refusalOf(back)).fieldErrors?.legalEntityId?.[0]).toContain('Web shop 2026');
  });
});

describe('archiving an integration', () => {
  it('takes it out of the lists and frees its provider; restoring asks for both', async () => {
    const { integrationId } = await addIntegration(manage(ours), facts());
    const providers = ours.grant('service-provider:manage');
    expect((await refusalOf(archiveServiceProvider(providers, serviceProviderId))).message).toContain(
      '“Web shop”',
    );
    await archiveIntegration(manage(ours), integrationId);
    await archiveIntegration(manage(ours), integrationId);
    expect(await countIntegrations(reader(ours))).toEqual({ active: 0, archived: 1 });
    expect(await listIntegrations(reader(ours), 'archived')).toHaveLength(1);
    const change = changeIntegration(manage(ours), integrationId, { ...facts(), version: 2 });
    expect((await refusalOf(change)).code).toBe('WRONG_STATE');
    await archiveServiceProvider(providers, serviceProviderId);
    expect((await refusalOf(restoreIntegration(manage(ours), integrationId))).code).toBe('WRONG_STATE');
    await unsafeRows('UPDATE "ServiceProvider" SET "archivedAt" = NULL WHERE "id" = $1', [serviceProviderId]);
    await restoreIntegration(manage(ours), integrationId);
    await restoreIntegration(manage(ours), integrationId);
    expect((await newEvents()).map((event) => event.type)).toEqual([
      'integration.added',
      'integration.archived',
      'service-provider.archived',
      'integration.restored',
    ]);
  });

  it('is refused while an open assessment covers it', async () => {
    const { integrationId } = await addIntegration(manage(ours), facts());
    await makeCoveringAssessment(ours, legalEntityId, { integrationId });
    const refusal = await refusalOf(archiveIntegration(manage(ours), integrationId));
    expect(refusal.code).toBe('WRONG_STATE');
    expect(refusal.message).toContain('“Web shop 2026”');
  });

  it('and every other command answers not found for another organization', async () => {
    const their = await arrange(theirs);
    const foreign = facts({
      legalEntityId: their.legalEntityId,
      serviceProviderIds: [their.serviceProviderId],
    });
    const { integrationId } = await addIntegration(manage(theirs), foreign);
    for (const id of [integrationId, unknownId]) {
      const change = changeIntegration(manage(ours), id, { ...facts(), version: 1 });
      expect((await refusalOf(change)).code).toBe('NOT_FOUND');
      expect((await refusalOf(archiveIntegration(manage(ours), id))).code).toBe('NOT_FOUND');
      expect((await refusalOf(restoreIntegration(manage(ours), id))).code).toBe('NOT_FOUND');
      expect((await refusalOf(getIntegration(reader(ours), id))).code).toBe('NOT_FOUND');
    }
    expect((await getMerchantVolumes(reader(ours), their.legalEntityId)).integrationCount).toBe(0);
  });
});
