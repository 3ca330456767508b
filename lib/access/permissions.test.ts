import { describe, expect, test } from 'vitest';
import { roles } from './model';
import { isAllowed, isKeyAllowed, keyPermissions, type Permission, permissionTable } from './permissions';

const everything = Object.keys(permissionTable) as Permission[];

describe('a key', () => {
  test('never manages, signs, prepares or submits, and holds or makes no keys', () => {
    for (const permission of keyPermissions)
      expect(permission).not.toMatch(
        /:(manage|sign|prepare|hold)$|^(member|organization|submission|api-key):/,
      );
  });

  test.each(roles)('of %s does what it was made for and the role allows, and nothing else', (role) => {
    for (const permission of everything) {
      const grantable = (keyPermissions as readonly Permission[]).includes(permission);
      const holds = role !== 'MANAGER' && role !== 'ASSESSOR';
      expect(isKeyAllowed(role, everything, permission), permission).toBe(
        grantable && holds && isAllowed(role, permission),
      );
      expect(isKeyAllowed(role, [], permission), `${permission} was not given`).toBe(false);
    }
  });
});
