import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { type KeyPermission, keyPermissions } from '@/lib/access/permissions';
import { makeKey } from '@/lib/api-key/commands/key';
import type { TestMember } from '@/lib/platform/testing';

/** A real key of a member, made through the real command. For tests only. */
export async function keyOf(
  who: TestMember,
  permissions: readonly KeyPermission[] = keyPermissions,
  name = 'Ticket robot',
) {
  return makeKey(who.grant('api-key:hold'), unsafeMakeConfirmation(who.userId), {
    name,
    permissions: [...permissions],
    days: 90,
  });
}

/** A request of a program. Each comes from an address of its own, so that failing tries do not add up. */
let address = 0;
export function request(path: string, token: string | null, init: RequestInit & { from?: string } = {}) {
  address += 1;
  const { from = `198.51.${address >> 8}.${address & 255}`, ...rest } = init;
  const headers = new Headers(rest.headers);
  headers.set('x-inplace-peer', from);
  if (token) headers.set('authorization', `Bearer ${token}`);
  return new Request(`http://localhost:3000${path}`, { ...rest, headers });
}
