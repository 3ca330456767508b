export const roles = ['ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER', 'MANAGER', 'ASSESSOR'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Record<Role, string> = {
  ADMINISTRATOR: 'Administrator',
  COMPLIANCE_OFFICER: 'Compliance officer',
  CONTROL_OWNER: 'Control owner',
  MANAGER: 'Manager',
  ASSESSOR: 'Assessor',
};

/** The key that a program used to act for a member. */
export type ActingKey = { id: string; name: string };

/**
 * Who acts. `userId` is null only for the closed list of system purposes. `from` is the address of the request, where it
 * is known (10.2.2); `key` is there when a program acted with a key.
 */
export type Actor = {
  userId: string | null;
  name: string;
  role: Role | 'SYSTEM';
  from?: string | undefined;
  /** False for a person who sees a part of the organization. */
  seesAll?: boolean | undefined;
  key?: ActingKey | undefined;
  /** The one link that somebody without an account came by: what they send belongs to it. */
  linkId?: string | undefined;
};
