import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { makeOrganization } from '@/lib/platform/testing';
import { startNameServer } from '@/scripts/testing/name-server.mjs';
import { findSignOnOf, getSignOn } from '../queries';
import { addDomain, proveDomain, removeDomain, vouchForDomain } from './domain';

let names: Awaited<ReturnType<typeof startNameServer>>;
beforeAll(async () => {
  names = await startNameServer();
  // Read once, by the first thing that looks at the environment.
  vi.stubEnv('DNS_SERVER', names.address);
});
afterAll(() => names.close());

async function makeClaim(domain: string) {
  const ours = await makeOrganization();
  const grant = ours.grant('organization:manage');
  const confirmation = unsafeMakeConfirmation(ours.userId);
  await addDomain(grant, confirmation, domain);
  const claim = async () => {
    const [found] = (await getSignOn(grant)).domains;
    if (!found) throw new Error('no domain');
    return found;
  };
  return { grant, confirmation, claim };
}

it('proves a domain by the record in its name server, and by that alone', async () => {
  const ours = await makeClaim('proof.example');
  const theirs = await makeClaim('proof.example');
  const { domainId, record } = await ours.claim();
  await expect(proveDomain(ours.grant, domainId)).rejects.toMatchObject({
    message: expect.stringMatching(/no TXT record/),
  });
  names.records.set(record.name, (await theirs.claim()).record.value);
  await expect(proveDomain(ours.grant, domainId)).rejects.toMatchObject({
    message: expect.stringMatching(/something else/),
  });
  names.records.set(record.name, record.value);
  await proveDomain(ours.grant, domainId);
  expect(await ours.claim()).toMatchObject({ verifiedBy: 'DNS' });
  // The same record says nothing for the other organization, and its own comes too late.
  const other = await theirs.claim();
  names.records.set(record.name, other.record.value);
  await expect(proveDomain(theirs.grant, other.domainId)).rejects.toMatchObject({
    message: expect.stringMatching(/Another organization/),
  });
  expect(await findSignOnOf('proof.example'), 'proven, but nothing is turned on').toBeNull();
  await removeDomain(ours.grant, ours.confirmation, domainId);
  await proveDomain(theirs.grant, other.domainId);
});

it('does not take anybody’s word where several organizations are on the server', async () => {
  await makeOrganization();
  const ours = await makeClaim('word.example');
  const { domainId } = await ours.claim();
  await expect(vouchForDomain(ours.grant, ours.confirmation, domainId)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
