import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { revokeKeysOf } from '@/lib/api-key/operations';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { removeCredentials } from '@/lib/person/operations/credentials';
import type { Transaction } from '@/lib/platform/db';
import { ScimProblem, type ScimUser } from '../model';
import { identityOf, type MemberRow } from '../queries/member';
import { isOwnDomain, nameFrom } from '../rules/person';
import { belongsElsewhere } from './elsewhere';

/**
 * Changes name and address of a person who belongs to this organization alone. With the address everything goes that they
 * signed in with. Of anybody else they stay what they are,
 * without a word: the identity provider gets the real ones back.
 */
export async function changePerson(
  tx: Transaction,
  grant: Grant,
  row: MemberRow,
  input: ScimUser,
  domains: readonly string[],
): Promise<DomainEvent[]> {
  const { name, email } = row.user;
  const identity = identityOf(row);
  const { givenName, familyName } = identity ?? { givenName: '', familyName: '' };
  const nextName = nameFrom(input, { name, givenName, familyName });
  const nextEmail = input.email ?? email;
  if (nextName === name && nextEmail === email) return [];
  if (await belongsElsewhere(tx, grant, row.userId)) return [];
  const subject = { type: 'member', id: row.userId };
  const events: DomainEvent[] = [];
  if (nextName !== name) {
    await tx.user.update({ where: { id: row.userId }, data: { name: nextName } });
    events.push({ type: 'member.renamed', subject, data: { name: { from: name, to: nextName } } });
  }
  if (nextEmail !== email) {
    await changeEmail(tx, row.userId, nextEmail, domains);
    events.push({ type: 'member.email-changed', subject, data: { email: { from: email, to: nextEmail } } });
    // Whoever reads the new mailbox may be somebody else: nothing of before opens the account any more.
    const { name: by, from } = grant.actor;
    await removeCredentials(tx, { id: null, name: by, from }, row.userId);
    events.push(...(await revokeKeysOf(tx, grant, { membershipId: row.id, name: nextName })));
  }
  return events;
}

async function changeEmail(
  tx: Transaction,
  userId: string,
  email: string,
  domains: readonly string[],
): Promise<void> {
  if (!isOwnDomain(email, domains)) {
    throw new ScimProblem(
      'INVALID',
      'The domain of the new e-mail address is not among those proven in Settings, Sign-in.',
      'invalidValue',
    );
  }
  const other = await tx.user.count({ where: { email } });
  if (other > 0) throw new ScimProblem('CONFLICT', 'Another account has this e-mail address.', 'uniqueness');
  await tx.user.update({ where: { id: userId }, data: { email } });
}
