import { randomUUID } from 'node:crypto';
import { type Organization, type Person, rows } from '../people';
import type { Add } from './add';

type Given = { organization: Organization; colleague: Person; word: string; add: Add };

const secret = () => `${randomUUID()}${randomUUID()}`;

/** Members, keys, links and everything else that is administered, of one's own account too. */
export async function seedAdministration({ organization, colleague, word, add }: Given) {
  const { person } = organization;
  const soon = new Date(Date.now() + 86_400_000);
  const membershipOf = async (userId: string) =>
    (await rows<{ id: string }>('SELECT "id" FROM "Membership" WHERE "userId" = $1', [userId]))[0]?.id ?? '';
  const membershipId = await membershipOf(colleague.userId);
  await rows(
    `UPDATE "User" SET "failedAttempts" = 10, "lockedUntil" = now() + interval '30 minutes' WHERE "id" = $1`,
    [colleague.userId],
  );
  const owner = await membershipOf(person.userId);
  const serviceId = await add('User', {
    organizationId: undefined,
    email: `${randomUUID()}@service.invalid`,
    name: `${word} service`,
    kind: 'SERVICE',
    passwordHash: '!',
  });
  const serviceMembershipId = await add('Membership', { userId: serviceId, role: 'CONTROL_OWNER' });
  await add('ServiceAccount', {
    id: undefined,
    membershipId: serviceMembershipId,
    purpose: `${word} nightly`,
    ownerId: owner,
  });
  const ofPerson = { organizationId: undefined, userId: person.userId };
  await add('ProvisionedMember', { id: undefined, membershipId, userName: `${word}@example.test` });
  const sampleId = await add('Organization', {
    organizationId: undefined,
    name: `${word} sample`,
    timeZone: 'Europe/Berlin',
    country: 'DE',
    isSample: true,
  });
  await add('Membership', { organizationId: sampleId, userId: person.userId, role: 'ADMINISTRATOR' });
  const authenticator = { organizationId: undefined, userId: colleague.userId };
  await add('Authenticator', { ...authenticator, sealedSecret: 'none', lastStep: 0 });
  const addPasskey = (label: string) =>
    add('Passkey', {
      ...ofPerson,
      label: `${word} ${label}`,
      credentialId: secret(),
      publicKey: 'none',
      counter: 0,
      transports: [],
    });
  // One stays when the other goes: an organization asks for a second factor.
  await addPasskey('other key');
  const provenDomain = `proven-${randomUUID()}.example`;
  const proof = { token: 'none', verifiedAt: new Date(), verifiedBy: 'DNS' };
  await add('SignOnDomain', { domain: provenDomain, ...proof });
  return {
    provenDomain,
    membershipId,
    administratorMembershipId: owner,
    sampleId,
    colleagueId: colleague.userId,
    serviceMembershipId,
    sessionId: await add('Session', { ...ofPerson, absoluteEnd: soon, secondFactorAt: new Date() }),
    passkeyId: await addPasskey('key'),
    invitationId: await add('Invitation', {
      email: 'guest@example.test',
      name: `${word} guest`,
      role: 'MANAGER',
      tokenHash: secret(),
      createdById: person.userId,
      expiresAt: soon,
      integrationIds: [],
    }),
    keyId: await add('ApiKey', {
      membershipId: owner,
      name: `${word} key`,
      permissions: ['integration:read'],
      tokenHash: secret(),
      createdByName: person.name,
      expiresAt: soon,
    }),
    tokenId: await add('ProvisioningToken', {
      tokenHash: secret(),
      createdByName: person.name,
      expiresAt: soon,
    }),
    groupId: await add('ProvisionedGroup', { displayName: `${word} group` }),
    domainId: await add('SignOnDomain', { domain: `${randomUUID()}.example`, token: 'none' }),
    identityId: await add('SignOnIdentity', {
      userId: colleague.userId,
      issuer: 'https://login.example.test',
      subject: randomUUID(),
    }),
  };
}
