import { beforeEach, describe, expect, it } from 'vitest';
import { eventsOf, refusalOf, unknownId } from '@/lib/legal-entity/testing';
import { addDays, dayIn } from '@/lib/platform/clock';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import {
  addServiceProvider,
  archiveServiceProvider,
  changeServiceProvider,
  restoreServiceProvider,
} from './commands';
import { countServiceProviders, getServiceProvider, listServiceProviders } from './queries';
import { serviceProviderInput } from './schema';

let ours: TestOrganization;
let theirs: TestOrganization;
const manage = (organization: TestOrganization) => organization.grant('service-provider:manage');
const reader = (organization: TestOrganization) => organization.grant('service-provider:read');
const facts = (fields: object = {}) =>
  parseInput(serviceProviderInput, { name: 'Adyen', kind: 'GATEWAY', ...fields });

beforeEach(async () => {
  ours = await makeOrganization();
  theirs = await makeOrganization();
});

describe('the register of service providers', () => {
  it('adds, changes, archives and restores, each with its event', async () => {
    const { serviceProviderId } = await addServiceProvider(manage(ours), facts({ directoryId: 'adyen' }));
    const later = facts({ directoryId: 'adyen', attestationOn: '2026-01-15', handlesAccountData: 'on' });
    await changeServiceProvider(manage(ours), serviceProviderId, { ...later, version: 1 });
    await changeServiceProvider(manage(ours), serviceProviderId, { ...later, version: 2 });
    await archiveServiceProvider(manage(ours), serviceProviderId);
    expect(await countServiceProviders(reader(ours))).toEqual({ active: 0, archived: 1 });
    expect(
      (await refusalOf(changeServiceProvider(manage(ours), serviceProviderId, { ...later, version: 3 })))
        .code,
    ).toBe('WRONG_STATE');
    await restoreServiceProvider(manage(ours), serviceProviderId);
    expect(await getServiceProvider(reader(ours), serviceProviderId)).toMatchObject({
      attestationOn: '2026-01-15',
      attestationValidUntil: '2027-01-15',
      handlesAccountData: true,
      directoryId: 'adyen',
      isArchived: false,
      integrations: [],
    });
    expect((await eventsOf(ours)).map(({ type, data }) => [type, data])).toEqual([
      ['service-provider.added', { name: 'Adyen', kind: 'GATEWAY', directoryId: 'adyen' }],
      [
        'service-provider.changed',
        {
          attestationOn: { from: null, to: '2026-01-15' },
          attestationValidUntil: { from: null, to: '2027-01-15' },
          handlesAccountData: { from: false, to: true },
        },
      ],
      ['service-provider.archived', { name: 'Adyen' }],
      ['service-provider.restored', { name: 'Adyen' }],
    ]);
  });

  it('shows where each attestation stands today', async () => {
    const today = dayIn(ours.timeZone);
    const until = (days: number) => ({
      attestationOn: '2025-01-01',
      attestationValidUntil: addDays(today, days),
    });
    await addServiceProvider(manage(ours), facts({ name: 'A none' }));
    await addServiceProvider(manage(ours), facts({ name: 'B ended', ...until(-1) }));
    await addServiceProvider(manage(ours), facts({ name: 'C soon', ...until(0) }));
    await addServiceProvider(manage(ours), facts({ name: 'D valid', ...until(31) }));
    const rows = await listServiceProviders(reader(ours), 'active');
    expect(rows.map((row) => row.attestationState)).toEqual(['NONE', 'ENDED', 'ENDS_SOON', 'VALID']);
  });

  it('refuses an attestation of tomorrow, a name that exists and a form that was overtaken', async () => {
    const tomorrow = addDays(dayIn(ours.timeZone), 1);
    const early = addServiceProvider(manage(ours), facts({ attestationOn: tomorrow }));
    expect((await refusalOf(early)).fieldErrors).toHaveProperty('attestationOn');
    const { serviceProviderId } = await addServiceProvider(manage(ours), facts());
    expect(
      (await refusalOf(addServiceProvider(manage(ours), facts({ name: 'ADYEN' })))).fieldErrors,
    ).toHaveProperty('name');
    await changeServiceProvider(manage(ours), serviceProviderId, {
      ...facts({ kind: 'HOSTING' }),
      version: 1,
    });
    const refusal = await refusalOf(
      changeServiceProvider(manage(ours), serviceProviderId, { ...facts(), version: 1 }),
    );
    expect(refusal.code).toBe('CONFLICT');
    expect(refusal.fieldErrors).toEqual({ kind: ['Saved meanwhile: Hosting or cloud'] });
    expect(await eventsOf(ours)).toHaveLength(2);
  });

  it('of another organization is not found', async () => {
    const { serviceProviderId } = await addServiceProvider(manage(theirs), facts());
    for (const id of [serviceProviderId, unknownId]) {
      const change = changeServiceProvider(manage(ours), id, { ...facts(), version: 1 });
      expect((await refusalOf(change)).code).toBe('NOT_FOUND');
      expect((await refusalOf(archiveServiceProvider(manage(ours), id))).code).toBe('NOT_FOUND');
      expect((await refusalOf(restoreServiceProvider(manage(ours), id))).code).toBe('NOT_FOUND');
      expect((await refusalOf(getServiceProvider(reader(ours), id))).code).toBe('NOT_FOUND');
    }
    expect(await listServiceProviders(reader(ours), 'active')).toEqual([]);
    expect(await eventsOf(theirs)).toHaveLength(1);
  });
});
