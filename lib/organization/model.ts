import { z } from 'zod';
import { type Role, roles } from '@/lib/access/model';
import { emailAddress, newPassword, personName } from '@/lib/person/model';
import { requiredLine } from '@/lib/platform/parse';

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** "berlin" → "Europe/Berlin": what somebody types who knows the city and not the list. */
function zoneOf(typed: string): string {
  if (isTimeZone(typed)) return typed;
  const city = typed.trim().toLowerCase().replaceAll(' ', '_');
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return zones.length === 1 ? (zones[0] ?? typed) : typed;
}

export const timeZone = z
  .string()
  .max(64)
  .transform(zoneOf)
  .refine(isTimeZone, 'Choose a time zone from the list, for example Europe/Berlin.');
export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'Choose a country from the list.');

export const setUpInput = z
  .strictObject({
    token: z
      .string()
      .min(1, 'Open the address that the terminal printed; it carries a one-time token.')
      .max(200),
    organizationName: requiredLine(120, 'the name of your organization'),
    timeZone,
    country: countryCode,
    name: personName,
    email: emailAddress,
    password: newPassword,
    passwordAgain: z.string().max(1000),
  })
  .refine((input) => input.password === input.passwordAgain, {
    path: ['passwordAgain'],
    message: 'The two passwords differ.',
  });
export type SetUpInput = z.infer<typeof setUpInput>;

export const organizationInput = z.strictObject({
  name: requiredLine(120, 'the name of your organization'),
  timeZone,
  country: countryCode,
  version: z.coerce.number().int().positive(),
});

export const invitationInput = z.strictObject({
  name: personName,
  email: emailAddress,
  role: z.enum(roles, 'Choose a role.'),
});

export const acceptInvitationInput = z.strictObject({
  token: z.string().min(1).max(200),
  password: z.string().min(1, 'Enter a password.').max(1000),
  passwordAgain: z.string().max(1000).default(''),
});

export const roleInput = z.strictObject({ membershipId: z.uuid(), role: z.enum(roles, 'Choose a role.') });

export const renameMemberInput = z.strictObject({ membershipId: z.uuid(), name: personName });

/** How long an invitation link works, in days. */
export const invitationDays = 7;

export type MemberView = {
  membershipId: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  since: string;
  isYou: boolean;
};

export type InvitationView = {
  invitationId: string;
  name: string;
  email: string;
  role: Role;
  expiresAt: string;
};

export type OrganizationView = {
  organizationId: string;
  name: string;
  timeZone: string;
  country: string;
  isSample: boolean;
  version: number;
};
