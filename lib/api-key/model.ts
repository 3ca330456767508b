import { z } from 'zod';
import { keyPermissions } from '@/lib/access/permissions';
import { confirmationFields, type GivenAgain } from '@/lib/person/model';
import { longText, requiredLine, rowId } from '@/lib/platform/parse';

/** How long a key lasts, in days: what the form offers, of which the first is chosen. The database takes no longer ones. */
export const keyDays = [90, 30, 7, 180, 365] as const;

/** Days before its end from which a key is marked. */
export const endsSoonDays = 14;

/** So many keys that work, per member. */
export const keysPerMember = 20;

/** 7.2.5.1 leaves the rhythm to a targeted risk analysis; after so many days the page asks for a review. */
export const reviewDays = 180;

/** Roles that a service account may have: those that may hold keys, without the administrator. */
export const serviceRoles = ['CONTROL_OWNER', 'COMPLIANCE_OFFICER'] as const;

export const makeKeyInput = z.strictObject({
  name: requiredLine(60, 'a name, for example the program that will use it'),
  /** The service account that it is for; empty for oneself. */
  membershipId: z.union([z.literal('').transform(() => null), rowId]).default(null),
  permissions: z
    .array(z.enum(keyPermissions, 'Choose from the list.'), 'Choose at least one.')
    .min(1, 'Choose at least one.')
    .max(keyPermissions.length)
    .transform((chosen) => keyPermissions.filter((permission) => chosen.includes(permission))),
  days: z.coerce.number().refine((days) => keyDays.includes(days as never), 'Choose from the list.'),
  ...confirmationFields,
});
export type NewKey = Omit<z.infer<typeof makeKeyInput>, keyof GivenAgain | 'membershipId'>;

export const revokeKeyInput = z.strictObject({ keyId: rowId, ...confirmationFields });

export const serviceAccountInput = z.strictObject({
  name: requiredLine(120, 'a name'),
  purpose: longText(500).refine((text) => text.trim().length > 0, 'Write what it is for.'),
  role: z.enum(serviceRoles, 'Choose a role.'),
  ...confirmationFields,
});
export type NewServiceAccount = Omit<z.infer<typeof serviceAccountInput>, keyof GivenAgain>;

export const reviewServiceInput = z.strictObject({ membershipId: rowId, ...confirmationFields });

export type ApiKeyView = {
  keyId: string;
  name: string;
  ownerName: string;
  isService: boolean;
  isYours: boolean;
  permissions: string[];
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
  state: KeyState;
};

export type KeyState = 'WORKS' | 'ENDS_SOON' | 'ENDED' | 'REVOKED';

export type ServiceAccountView = {
  membershipId: string;
  name: string;
  role: string;
  purpose: string;
  ownerName: string;
  /** Whoever answered for it is no member any more. */
  ownerLeft: boolean;
  reviewedAt: string;
  needsReview: boolean;
};
