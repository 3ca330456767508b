export const roles = ['ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER', 'MANAGER', 'ASSESSOR'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Record<Role, string> = {
  ADMINISTRATOR: 'Administrator',
  COMPLIANCE_OFFICER: 'Compliance officer',
  CONTROL_OWNER: 'Control owner',
  MANAGER: 'Manager',
  ASSESSOR: 'Assessor',
};

/** Who acts. `userId` is null only for the closed list of system purposes. */
export type Actor = { userId: string | null; name: string; role: Role | 'SYSTEM' };
